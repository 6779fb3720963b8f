import { canonicalHash, movedTo, RunPlanner, type Change, type RunRequest } from "@lnsim/simulator";
import type { AxisValues, DesignPoint } from "../point.ts";
import { isRunPath } from "../space/axis-paths.ts";
import { fixedValues } from "../space/check-constraint.ts";
import { mistakesIn } from "../space/place.ts";
import { pointRequest } from "./point-request.ts";

/** A point whose machine and trace have been read and checked. */
export interface ResolvedPoint extends DesignPoint {
  /** What it changes of what all points start from: its patch, sorted by path. */
  readonly changes: readonly Change[];
  /** Whether it has cycles; `timingKey` is its own alone where it has none. */
  readonly isTimed: boolean;
  /** Whether it trains; `replayKey` is null where it does not, and where its training cannot be shared. */
  readonly trains: boolean;
}

/**
 * Checks a point and finds out what it shares with others, without running it.
 *
 * @param planner reads every file once; share one among the points of a sweep
 * @throws {LnsimError} for what its run would refuse before it begins, with the point; an AggregateError of several.
 */
export async function resolvePoint(base: RunRequest, values: AxisValues, planner = new RunPlanner()): Promise<ResolvedPoint> {
  const sorted: AxisValues = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { request, changes } = pointRequest(base, sorted);
  try {
    const { machine, resultKey, timingKey, trainingKey, trains } = await planner.plan(request);
    const id = canonicalHash({ values: sorted, result: resultKey });
    const all = [...changes, ...machineChanges(base, sorted, machine.changes)].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { id, values: sorted, request, timingKey: timingKey ?? id, replayKey: trainingKey, changes: all, isTimed: timingKey !== null, trains };
  } catch (error) {
    throw ofPoint(error, sorted);
  }
}

/** What a point changes of its machine, beyond the edits that all points have. */
function machineChanges(base: RunRequest, values: AxisValues, edited: readonly Change[]): readonly Change[] {
  const fixed = fixedValues(base);
  return Object.entries(values).flatMap(([path, to]): readonly Change[] => {
    if (isRunPath(path)) return [];
    const found = edited.find((change) => change.path === path);
    const from = fixed.has(path) ? fixed.get(path)! : found === undefined ? to : found.from;
    return from === to ? [] : [{ path, from, to }];
  });
}

/** The mistakes of a point, each with the point's values. */
function ofPoint(error: unknown, values: AxisValues): Error {
  const point = `the point ${pointText(values)}`;
  const errors = mistakesIn(error).map((each) => movedTo(each, each.path === undefined ? point : `${each.path} of ${point}`));
  return errors.length === 1 ? errors[0]! : new AggregateError(errors, `${errors.length} mistakes in ${point}`);
}

/** The values of a point in a line: "array.rows=8 dataflow=os"; "as it is" for one without any. */
export function pointText(values: AxisValues): string {
  const entries = Object.entries(values);
  return entries.length === 0 ? "as it is" : entries.map(([path, value]) => `${path}=${value}`).join(" ");
}

/** What a point changes of what all points start from, a line each: "array.rows: 16 -> 8". */
export function describePoint({ changes }: Pick<ResolvedPoint, "changes">): string {
  return changes.length === 0 ? "as the base" : changes.map(({ path, from, to }) => `${path}: ${from === null ? "unset" : String(from)} -> ${String(to)}`).join("\n");
}
