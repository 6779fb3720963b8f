import { createRandom } from "@lnsim/elementary";
import type { Genome } from "../search/search-space.ts";
import type { SpaceAxis } from "./space.ts";

type Levels = Pick<SpaceAxis, "paths" | "levels">;

/** Draws indices of the axes, each axis from a stream of its own: another axis does not move the others. */
export function randomIndices(axes: readonly Levels[], seed: number): () => Genome {
  const streams = axes.map(({ paths }) => createRandom(seed, `random ${paths.join("+")}`));
  return () => axes.map(({ levels }, axis) => streams[axis]!.nextBelow(levels.length));
}

/**
 * A Latin hypercube of `count` points: each axis is cut into as many strata, and each stratum has one point. An axis with
 * fewer levels than strata has every level as often as any other, within one.
 */
export function latinIndices(axes: readonly Levels[], count: number, seed: number): readonly Genome[] {
  const columns = axes.map(({ paths, levels }) => {
    const random = createRandom(seed, `latin ${paths.join("+")}`);
    const strata = Uint32Array.from({ length: count }, (_, stratum) => stratum);
    random.shuffle(strata);
    return Array.from(strata, (stratum) => Math.min(levels.length - 1, Math.floor(((stratum + random.nextFloat()) * levels.length) / count)));
  });
  return Array.from({ length: count }, (_, point) => columns.map((column) => column[point]!));
}
