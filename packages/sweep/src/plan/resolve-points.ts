import { LnsimError } from "@lnsim/contracts";
import { RunPlanner, type RunRequest } from "@lnsim/simulator";
import type { AxisValues } from "../point.ts";
import { mistakesIn } from "../space/place.ts";
import { resolvePoint, type ResolvedPoint } from "./resolve-point.ts";

/** Wrong points that are told of before the rest is left unchecked. */
const mostMistakes = 10;

/**
 * Checks all points of a sweep before any of them runs; those of one id, which have one result, are one.
 *
 * @throws {LnsimError} for the only wrong point; an AggregateError with the first ones where there are several.
 */
export async function resolvePoints(base: RunRequest, values: readonly AxisValues[], planner = new RunPlanner()): Promise<readonly ResolvedPoint[]> {
  const points = new Map<string, ResolvedPoint>();
  const errors: LnsimError[] = [];
  for (const each of values) {
    try {
      const point = await resolvePoint(base, each, planner);
      if (!points.has(point.id)) points.set(point.id, point);
    } catch (error) {
      errors.push(...mistakesIn(error));
      if (errors.length >= mostMistakes) break;
    }
  }
  if (errors.length === 1) throw errors[0]!;
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} points of the sweep cannot be run`);
  return [...points.values()];
}
