import type { Op } from "@lnsim/hardware";
import type { StepShape, TraceHeader, TraceOp } from "@lnsim/trace";
import { fuseActivations } from "./fused-activations.ts";
import { lowerPass } from "./lower-pass.ts";
import { lowerProduct } from "./lower-product.ts";
import { LoweredStep } from "./lowered-step.ts";
import { passGroups } from "./pass-groups.ts";
import { StoredTensors, type StoragePolicy } from "./stored-tensors.ts";
import { withoutViews } from "./without-views.ts";

/** What decides how a step is lowered. */
export interface LoweringOptions {
  /** Of the step's trace. */
  readonly header: Pick<TraceHeader, "model" | "input">;
  readonly policy: StoragePolicy;
  /** Numbers of state that the optimizer keeps per parameter. */
  readonly stateSlots: number;
}

/**
 * The ops of a step as the hardware is asked for them, every one of them: matrix products, with the ReLU behind them done by
 * the PPU on the way; passes over stored tensors, each for as much of the work between products as one trip does; updates.
 * What stores a tensor and what it is stored as is decided here, see {@link StoredTensors}.
 *
 * An op has the name of the op of the trace that it comes from, the first where there are several; in brackets which product,
 * or which pass, where an op has become several.
 */
export function lowerStep(shape: StepShape, { header, policy, stateSlots }: LoweringOptions): readonly Op[] {
  const { ops, activations } = fuseActivations(withoutViews(shape.ops));
  const groups = passGroups(ops);
  const tensors = new StoredTensors({ header, shape, groups, policy });
  const lowered = new LoweredStep();
  const layers = new Map(header.model.map((layer) => [layer.name, layer]));
  const writers = writersOf(ops);
  for (const group of groups) {
    const op = group[0]!;
    if (op.gemms !== undefined) lowerProduct({ header, shape, tensors, lowered, activations, writers }, op);
    else if (op.pass === "update") lowerUpdate(lowered, op, stateSlots);
    else lowerPass({ tensors, lowered, layers }, group);
  }
  return lowered.ops;
}

function lowerUpdate(lowered: LoweredStep, { id, name, after, elements = 0, writes }: TraceOp, stateSlots: number): void {
  const [parameter] = writes;
  const update = { kind: "update", name, pass: "update", elements, stateSlots, ...(parameter !== undefined && { parameter }), after: lowered.after(after) } as const;
  lowered.finish([id], [lowered.add(update)]);
}

function writersOf(ops: readonly TraceOp[]): ReadonlyMap<string, readonly number[]> {
  const writers = new Map<string, number[]>();
  for (const { id, writes } of ops) for (const tensor of writes) writers.set(tensor, [...(writers.get(tensor) ?? []), id]);
  return writers;
}
