import { LnsimError } from "@lnsim/contracts";
import type { AxisValues, Scalar } from "../point.ts";
import type { Genome, SearchSpace } from "../search/search-space.ts";
import { areaName, fixedValues } from "./check-constraint.ts";
import { holds } from "./expression/evaluate.ts";
import { pathsOf } from "./expression/expression.ts";
import { keyOfValues } from "./key-of-values.ts";
import { placed } from "./place.ts";
import type { Constraint, Space } from "./space.ts";

/** The values at one index of each axis; an axis whose condition is not met gives none. */
export function valuesAt({ axes }: Space, genome: Genome): AxisValues {
  const values: Record<string, Scalar> = {};
  for (const [i, { paths, levels, when }] of axes.entries()) {
    if (!when.every((condition) => condition.values.includes(values[condition.path]!))) continue;
    for (const [member, path] of paths.entries()) values[path] = levels[genome[i]!]![member]!;
  }
  return values;
}

/** The first constraint that values break; undefined where all hold. @throws {LnsimError} for operands that do not go together. */
export function brokenConstraint(space: Space, values: AxisValues): Constraint | undefined {
  const conditions = space.constraints.filter(({ kind }) => kind === "require");
  if (conditions.length === 0) return undefined;
  const valueOf = knownValues(space, values);
  return conditions.find((constraint) => !isKept(constraint, valueOf));
}

/** What constraints can name of a point: its values, what is set for all points, its silicon. */
export function knownValues({ base, areas }: Space, values: AxisValues): (path: string) => Scalar | undefined {
  const fixed = fixedValues(base);
  return (path) => values[path] ?? fixed.get(path) ?? (path === areaName ? areas?.get(keyOfValues(values)) : undefined);
}

function isKept({ expression, text, place }: Constraint, valueOf: (path: string) => Scalar | undefined): boolean {
  if (pathsOf(expression).some((path) => valueOf(path) === undefined)) return true;
  return placed(`${text}, ${place}`, () => holds(expression, (path) => valueOf(path)!));
}

/** A space as a search sees it. @throws {LnsimError} code "missing-value" for a space without axes. */
export function searchSpaceOf(space: Space): SearchSpace {
  if (space.axes.length === 0) throw new LnsimError({ code: "missing-value", message: "the sweep has no axes, so that there is nothing to vary", expected: "axes, or -P and -L on the command line" });
  return {
    axes: space.axes.map(({ paths, levels }) => ({
      name: paths.join("+"),
      size: levels.length,
      isOrdered: levels.every((level) => level.every((value) => typeof value === "number")),
    })),
    isAllowed: (genome) => brokenConstraint(space, valuesAt(space, genome)) === undefined,
    keyOf: (genome) => keyOfValues(valuesAt(space, genome)),
  };
}
