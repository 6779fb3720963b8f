import type { RunPlanner, RunRequest } from "@lnsim/simulator";
import type { PointRunner } from "../execute/point-runner.ts";
import type { SweepHooks } from "../execute/sweep.ts";
import type { SweepOutcome } from "../execute/sweep-event.ts";
import { resolvePoint } from "../plan/resolve-point.ts";
import type { AxisValues, DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";
import { mistakesIn } from "../space/place.ts";
import type { Evaluated } from "./search-sweep.ts";

/** What points are evaluated with. */
export interface PointEvaluation {
  /** The run of a point without its values. */
  readonly base: RunRequest;
  readonly planner: RunPlanner;
  readonly store: ResultStore;
  readonly runner: PointRunner;
}

/** The rows of points in their order, run where the store has none, or why there is none; a point that cannot be run stops no other. */
export async function evaluatePoints(points: readonly AxisValues[], { base, planner, store, runner }: PointEvaluation, hooks: SweepHooks = {}): Promise<readonly Evaluated[]> {
  const resolved: (DesignPoint | { readonly refused: string })[] = [];
  for (const values of points) resolved.push(await resolvedOrRefused(base, values, planner));
  const outcome = await runner.run(resolved.filter((each) => "id" in each), hooks);
  return resolved.map((each) => ("refused" in each ? each : (store.row(each.id) ?? { refused: reasonOf(each, outcome) })));
}

async function resolvedOrRefused(base: RunRequest, values: AxisValues, planner: RunPlanner): Promise<DesignPoint | { readonly refused: string }> {
  try {
    return await resolvePoint(base, values, planner);
  } catch (error) {
    return { refused: mistakesIn(error).map(({ message, path }) => (path === undefined ? message : `${message}: ${path}`)).join("; ") };
  }
}

function reasonOf({ id }: DesignPoint, { failed }: SweepOutcome): string {
  return failed.find((point) => point.id === id)?.error ?? "it was stopped";
}
