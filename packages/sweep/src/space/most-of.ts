import type { AxisValues, Scalar } from "../point.ts";
import { quantityOf } from "./expression/evaluate.ts";
import { pathsOf } from "./expression/expression.ts";
import { keyOfValues } from "./key-of-values.ts";
import { placed } from "./place.ts";
import { knownValues } from "./space-values.ts";
import type { Constraint, Space } from "./space.ts";

/**
 * The points that have the most of what a constraint of that kind says, among those that differ only in what it names; several
 * where they have equally much. Points that lack a value it names are kept.
 *
 * @throws {LnsimError} for operands that do not go together
 */
export function mostOf(space: Space, { expression, text, place }: Constraint, points: readonly AxisValues[]): readonly AxisValues[] {
  const named = pathsOf(expression);
  const quantities = points.map((values): number => {
    const valueOf = knownValues(space, values);
    if (named.some((path) => valueOf(path) === undefined)) return Infinity;
    return placed(`${text}, ${place}`, () => quantityOf(expression, valueOf as (path: string) => Scalar));
  });
  const groups = points.map((values) => keyOfValues(Object.fromEntries(Object.entries(values).filter(([path]) => !named.includes(path)))));
  const most = new Map<string, number>();
  for (const [at, group] of groups.entries()) if (quantities[at]! < Infinity) most.set(group, Math.max(most.get(group) ?? -Infinity, quantities[at]!));
  return points.filter((_, at) => quantities[at] === Infinity || quantities[at] === most.get(groups[at]!));
}
