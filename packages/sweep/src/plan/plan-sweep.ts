import { RunPlanner, type RunParts } from "@lnsim/simulator";
import type { ResultStore } from "../result-store.ts";
import { storedAs } from "../share/shared-parts.ts";
import { pointsOf, type SpacePoints } from "../space/points-of.ts";
import type { Space } from "../space/space.ts";
import type { ResolvedPoint } from "./resolve-point.ts";
import { resolvePoints } from "./resolve-points.ts";
import { estimateTime, type TimeEstimate } from "./time-estimate.ts";

/** What running a sweep would take. */
export interface SweepPlan extends Pick<SpacePoints, "excluded" | "asked"> {
  readonly points: readonly ResolvedPoint[];
  /** Ids of those that the store has. */
  readonly cached: ReadonlySet<string>;
  /** Different timings and trainings of the points that are left, without those that the store has: what points share is done once. */
  readonly timings: number;
  readonly trainings: number;
  readonly estimate: TimeEstimate | null;
}

/**
 * Checks all points of a space and says which are left to run, without running any.
 *
 * @throws {LnsimError} for a point that cannot be run, or an AggregateError of them.
 */
export async function planSweep(space: Space, store?: Pick<ResultStore, "has" | "attempts" | "part">, planner = new RunPlanner()): Promise<SweepPlan> {
  const { points: values, excluded, asked } = pointsOf(space);
  const points = await resolvePoints(space.base, values, planner);
  const cached = new Set(points.filter(({ id }) => store?.has(id) === true).map(({ id }) => id));
  const left = points.filter(({ id }) => !cached.has(id));
  const isKnown = (kind: keyof RunParts, key: string): boolean => store?.part(storedAs[kind], key) !== undefined;
  const toFind = (kind: keyof RunParts, keys: readonly string[]): number => [...new Set(keys)].filter((key) => !isKnown(kind, key)).length;
  const timings = toFind("timing", left.filter(({ isTimed }) => isTimed).map(({ timingKey }) => timingKey));
  const trainings = toFind("training", left.filter(({ trains }) => trains).map(({ id, replayKey }) => replayKey ?? id));
  const attempts = [...(store?.attempts() ?? [])];
  return { points, cached, excluded, asked, timings, trainings, estimate: estimateTime({ points, isCached: (id) => cached.has(id), isKnown, attempts }) };
}
