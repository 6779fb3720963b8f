import type { ActionCount } from "@lnsim/energy";
import { simulateMachine, timingDescription, type ChipDescription, type Op } from "@lnsim/hardware";
import type { TraceHeader } from "@lnsim/trace";
import { lowerStep } from "../lowering/lower-step.ts";
import type { MappingPins } from "../mapping/mapping-pins.ts";
import type { TimedShape } from "./cycles.ts";
import { memoryPeaks, requireFitting } from "./memory-peaks.ts";
import type { RunHooks } from "./run-request.ts";
import type { CountedShape } from "./step-counts.ts";

/** What to time. */
export interface TimingPlan {
  readonly description: ChipDescription;
  /** Of the trace that the steps are from. */
  readonly header: Pick<TraceHeader, "model" | "input">;
  /** The distinct steps; each is simulated once. */
  readonly shapes: readonly CountedShape[];
  /** Numbers of state that the optimizer keeps per parameter. */
  readonly stateSlots: number;
  readonly exact: "skip" | "burst" | "cycle";
  /** Mappings that are not searched in the first of the steps, the full batch. */
  readonly mapping: MappingPins | null;
}

/** Simulates every distinct step; null when it was stopped. @throws {LnsimError} for a machine that cannot run it. */
export function timeSteps(plan: TimingPlan, { onProgress, signal, memory }: RunHooks): readonly TimedShape[] | null {
  const { shapes, exact, mapping } = plan;
  const description = timingDescription(plan.description);
  const options = { exact, ...(memory?.jobs !== undefined && { jobs: memory.jobs }) };
  const timed: TimedShape[] = [];
  for (const { shape, count } of shapes) {
    if (signal?.aborted === true) return null;
    onProgress?.({ phase: "timing", done: timed.length, total: shapes.length, unit: "step shape", share: timed.length / shapes.length });
    const ops = opsOf(plan, shape);
    requireFitting(plan.description, ops);
    const isPinned = mapping !== null && timed.length === 0;
    const timing = isPinned ? mapping.locating(() => simulateMachine(description, ops, { ...options, pins: mapping.pins })) : simulateMachine(description, ops, options);
    timed.push({ shape, count, ops, timing });
  }
  return timed;
}

/** What the outermost memory holds at the fullest moment of the steps, in bytes. */
export function peakBytes(plan: TimingPlan): number {
  return plan.shapes.reduce((most, { shape }) => Math.max(most, memoryPeaks(plan.description, { ops: opsOf(plan, shape) })[0]?.bytes ?? 0), 0);
}

/** Refuses steps that do not fit DRAM. @throws {LnsimError} as {@link requireFitting} */
export function requireRoom(plan: TimingPlan): void {
  for (const { shape } of plan.shapes) requireFitting(plan.description, opsOf(plan, shape));
}

function opsOf({ description, header, stateSlots }: TimingPlan, shape: CountedShape["shape"]): readonly Op[] {
  return lowerStep(shape, { header, policy: description, stateSlots });
}

/** Actions of all steps that are replayed. */
export function countActions(shapes: readonly TimedShape[]): readonly ActionCount[] {
  return shapes.flatMap(({ count, timing }) => timing.actions.map((action) => ({ ...action, count: action.count * count })));
}
