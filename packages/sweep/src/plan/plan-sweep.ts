import { RunPlanner } from "@lnsim/simulator";
import type { ResultStore } from "../result-store.ts";
import type { Attempt } from "../row.ts";
import { pointsOf, type SpacePoints } from "../space/points-of.ts";
import type { Space } from "../space/space.ts";
import type { ResolvedPoint } from "./resolve-point.ts";
import { resolvePoints } from "./resolve-points.ts";

/** What running a sweep would take. */
export interface SweepPlan extends Pick<SpacePoints, "excluded" | "asked"> {
  readonly points: readonly ResolvedPoint[];
  /** Ids of those that the store has. */
  readonly cached: ReadonlySet<string>;
  /** Different timings and trainings of the points that are left: what they share is done once. */
  readonly timings: number;
  readonly trainings: number;
  readonly estimate: TimeEstimate | null;
}

/** How long the points that are left take on one worker. */
export interface TimeEstimate {
  readonly seconds: number;
  /** Points that were measured. */
  readonly measured: number;
  /** Whether those are points of this sweep; of another in the same store where not. */
  readonly isOwn: boolean;
}

/**
 * Checks all points of a space and says which are left to run, without running any.
 *
 * @throws {LnsimError} for a point that cannot be run, or an AggregateError of them.
 */
export async function planSweep(space: Space, store?: Pick<ResultStore, "has" | "attempts">, planner = new RunPlanner()): Promise<SweepPlan> {
  const { points: values, excluded, asked } = pointsOf(space);
  const points = await resolvePoints(space.base, values, planner);
  const cached = new Set(points.filter(({ id }) => store?.has(id) === true).map(({ id }) => id));
  const left = points.filter(({ id }) => !cached.has(id));
  const timings = new Set(left.filter(({ isTimed }) => isTimed).map(({ timingKey }) => timingKey)).size;
  const trainings = new Set(left.filter(({ trains }) => trains).map(({ id, replayKey }) => replayKey ?? id)).size;
  return { points, cached, excluded, asked, timings, trainings, estimate: store === undefined ? null : estimateOf(points, left.length, [...store.attempts()]) };
}

/** From the mean of what was measured: of points of the sweep, or else of whatever the store has; null where it has nothing. */
function estimateOf(points: readonly ResolvedPoint[], left: number, attempts: readonly Attempt[]): TimeEstimate | null {
  const ids = new Set(points.map(({ id }) => id));
  const done = attempts.filter(({ status }) => status === "done");
  const own = done.filter(({ id }) => ids.has(id));
  const measured = own.length > 0 ? own : done;
  if (measured.length === 0) return null;
  const mean = measured.reduce((sum, { seconds }) => sum + seconds, 0) / measured.length;
  return { seconds: mean * left, measured: measured.length, isOwn: own.length > 0 };
}
