import type { ActionCount } from "@lnsim/energy";
import { simulateStep, type PeDescription } from "@lnsim/hardware";
import type { TraceHeader } from "@lnsim/trace";
import { lowerStep } from "../lowering/lower-step.ts";
import type { TimedShape } from "./cycles.ts";
import type { RunHooks } from "./run-request.ts";
import type { CountedShape } from "./step-counts.ts";

/** What to time. */
export interface TimingPlan {
  readonly description: PeDescription;
  /** Of the trace that the steps are from. */
  readonly header: Pick<TraceHeader, "model" | "input">;
  /** The distinct steps; each is simulated once. */
  readonly shapes: readonly CountedShape[];
  /** Numbers of state that the optimizer keeps per parameter. */
  readonly stateSlots: number;
  readonly exact: "skip" | "burst" | "cycle";
}

/** Simulates every distinct step; null when it was stopped. */
export function timeSteps(plan: TimingPlan, { onProgress, signal }: RunHooks): readonly TimedShape[] | null {
  const { description, header, shapes, stateSlots, exact } = plan;
  const timed: TimedShape[] = [];
  for (const { shape, count } of shapes) {
    if (signal?.aborted === true) return null;
    onProgress?.({ phase: "timing", done: timed.length, total: shapes.length, unit: "step shape", share: timed.length / shapes.length });
    const timing = simulateStep(description, lowerStep(shape, { header, policy: description, stateSlots }), { exact });
    timed.push({ shape, count, timing });
  }
  return timed;
}

/** Actions of all steps that are replayed. */
export function countActions(shapes: readonly TimedShape[]): readonly ActionCount[] {
  return shapes.flatMap(({ count, timing }) => timing.actions.map((action) => ({ ...action, count: action.count * count })));
}
