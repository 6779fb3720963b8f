import type { RunPlanner, RunRequest } from "@lnsim/simulator";
import type { SweepHooks } from "../execute/sweep.ts";
import type { SweepOutcome } from "../execute/sweep-event.ts";
import { resolvePoint } from "../plan/resolve-point.ts";
import type { AxisValues, DesignPoint } from "../point.ts";
import type { Row } from "../row.ts";
import { mistakesIn } from "../space/place.ts";
import type { Evaluated } from "./search-sweep.ts";

/** Where points are run and their rows are: a `PointRunner` with its store, or a `SweepEngine`. */
export interface PointPlace {
  /** Runs those that have no row; resolves when all have ended. */
  run(points: readonly DesignPoint[], hooks?: SweepHooks): Promise<SweepOutcome>;
  /** The rows that points have, in no order. */
  rowsOf(points: readonly DesignPoint[]): Promise<readonly Row[]>;
}

/** What points are evaluated with. */
export interface PointEvaluation {
  /** The run of a point without its values. */
  readonly base: RunRequest;
  readonly planner: RunPlanner;
  readonly place: PointPlace;
}

/** The rows of points in their order, run where there are none, or why there is none; a point that cannot be run stops no other. */
export async function evaluatePoints(points: readonly AxisValues[], { base, planner, place }: PointEvaluation, hooks: SweepHooks = {}): Promise<readonly Evaluated[]> {
  const resolved: (DesignPoint | { readonly refused: string })[] = [];
  for (const values of points) resolved.push(await resolvedOrRefused(base, values, planner));
  const designs = resolved.filter((each) => "id" in each);
  const outcome = await place.run(designs, hooks);
  const rows = new Map((await place.rowsOf(designs)).map((row) => [row.id, row]));
  return resolved.map((each) => ("refused" in each ? each : (rows.get(each.id) ?? { refused: reasonOf(each, outcome) })));
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
