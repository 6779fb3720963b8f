import { LnsimError } from "@lnsim/contracts";
import type { AxisValues } from "../point.ts";
import { genomeCount, type Genome } from "../search/search-space.ts";
import { latinIndices, randomIndices } from "./draws.ts";
import { keyOfValues } from "./key-of-values.ts";
import { mostOf } from "./most-of.ts";
import { brokenConstraint, searchSpaceOf, valuesAt } from "./space-values.ts";
import type { Constraint, Space } from "./space.ts";

/** Grids beyond this are not enumerated. */
const mostPoints = 1_000_000;
/** Draws for each point that is asked for, before fewer must do. */
const drawsPerPoint = 100;

/** The points of a space that are to be run, and what became of the others. */
export interface SpacePoints {
  /** Different ones: a grid in the order of its axes, the last one fastest; samples as they were drawn. */
  readonly points: readonly AxisValues[];
  /** How many combinations each constraint kept out, by the first one that they break. */
  readonly excluded: readonly { readonly constraint: Constraint; readonly count: number }[];
  /** Points that were asked for; null of a grid. */
  readonly asked: number | null;
}

/**
 * The points of a space. Same space and seed, same points.
 *
 * @throws {LnsimError} for a grid too large to enumerate, and for constraints that cannot be calculated.
 */
export function pointsOf(space: Space): SpacePoints {
  const { sampling } = space;
  const collected = new Collector(space);
  if (sampling.kind === "grid") collectGrid(space, collected);
  else if (sampling.kind === "latin") for (const genome of latinIndices(space.axes, sampling.count, sampling.seed)) collected.offer(genome);
  else {
    const draws = randomIndices(space.axes, sampling.seed);
    for (let i = 0; collected.size < sampling.count && i < drawsPerPoint * (sampling.count + 10); i++) collected.offer(draws());
  }
  return { ...collected.found(), asked: sampling.kind === "grid" ? null : sampling.count };
}

/** Takes each point once, and counts those that constraints keep out once each. */
class Collector {
  readonly #space: Space;
  readonly #points = new Map<string, AxisValues>();
  readonly #refused = new Set<string>();
  readonly #counts = new Map<Constraint, number>();

  constructor(space: Space) {
    this.#space = space;
  }

  get size(): number {
    return this.#points.size;
  }

  offer(genome: Genome): void {
    const values = valuesAt(this.#space, genome);
    const key = keyOfValues(values);
    if (this.#points.has(key) || this.#refused.has(key)) return;
    const broken = brokenConstraint(this.#space, values);
    if (broken === undefined) {
      this.#points.set(key, values);
    } else {
      this.#refused.add(key);
      this.#counts.set(broken, (this.#counts.get(broken) ?? 0) + 1);
    }
  }

  /** What is left when those that others have more than are left out, too. */
  found(): Pick<SpacePoints, "points" | "excluded"> {
    let points: readonly AxisValues[] = [...this.#points.values()];
    for (const constraint of this.#space.constraints.filter(({ kind }) => kind === "most")) {
      const kept = mostOf(this.#space, constraint, points);
      this.#counts.set(constraint, points.length - kept.length);
      points = kept;
    }
    const excluded = this.#space.constraints.map((constraint) => ({ constraint, count: this.#counts.get(constraint) ?? 0 }));
    return { points, excluded };
  }
}

function collectGrid(space: Space, collected: Collector): void {
  const count = genomeCount(searchSpaceOf(space));
  if (count > mostPoints) {
    throw new LnsimError({
      code: "unsupported",
      message: "the grid has too many points to run them all",
      path: "axes",
      found: `${count} points`,
      expected: `at most ${mostPoints}`,
      remedy: "draw some with sample: {random: N} or {latin: N}, or search the space",
    });
  }
  const genome = space.axes.map(() => 0);
  for (let i = 0; i < count; i++) {
    collected.offer(genome);
    for (let axis = genome.length - 1; axis >= 0; axis--) {
      genome[axis]!++;
      if (genome[axis]! < space.axes[axis]!.levels.length) break;
      genome[axis] = 0;
    }
  }
}
