import type { ActionCount } from "@lnsim/energy";
import { openMachine, timingDescription, type ChipDescription, type MachineRunOptions, type Op, type OpenMachine } from "@lnsim/hardware";
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
export function timeSteps(plan: TimingPlan, { onProgress, signal, memory, runFirst }: RunHooks): readonly TimedShape[] | null {
  const { shapes } = plan;
  const timed: TimedShape[] = [];
  for (const [index, { shape, count }] of shapes.entries()) {
    if (signal?.aborted === true) return null;
    onProgress?.({ phase: "timing", done: index, total: shapes.length, unit: "step shape", share: index / shapes.length });
    const step = openStep(plan, index, memory?.jobs);
    const timing = index === 0 && runFirst !== undefined ? runFirst(step) : step.machine.finish();
    if (timing === null) return null;
    timed.push({ shape, count, ops: step.ops, timing });
  }
  return timed;
}

/** A step as the machine is asked for it, and the machine before its first cycle. */
export interface OpenedStep {
  readonly machine: OpenMachine;
  readonly ops: readonly Op[];
}

/** Opens one of the steps. @throws {LnsimError} for a machine that cannot run it. */
export function openStep(plan: TimingPlan, index: number, jobs?: MachineRunOptions["jobs"]): OpenedStep {
  const { exact, mapping } = plan;
  const description = timingDescription(plan.description);
  const ops = opsOf(plan, plan.shapes[index]!.shape);
  requireFitting(plan.description, ops);
  const options = { exact, ...(jobs !== undefined && { jobs }) };
  const isPinned = mapping !== null && index === 0;
  const machine = isPinned ? mapping.locating(() => openMachine(description, ops, { ...options, pins: mapping.pins })) : openMachine(description, ops, options);
  return { machine, ops };
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
