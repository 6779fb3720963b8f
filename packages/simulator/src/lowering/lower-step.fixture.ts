import type { Op, ScalePolicy, VectorOp } from "@lnsim/hardware";
import { buildNetwork, stepOps, type InputSpec, type LayerSpec, type NetworkName, type StepShape } from "@lnsim/trace";
import { lowerStep } from "./lower-step.ts";

export const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
export const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 8 };

/** A step and the trace that it is from. */
export interface LoweringCase {
  readonly header: { readonly model: readonly LayerSpec[]; readonly input: InputSpec };
  readonly shape: StepShape;
}

export function stepOf(model: readonly LayerSpec[], input: InputSpec, batch = 2): LoweringCase {
  return { header: { model, input }, shape: { batch, count: 1, ops: stepOps(model, input, batch) } };
}

export function networkStep(name: NetworkName, batch = 2): LoweringCase {
  const { model, input } = buildNetwork(name, { input: name === "char-transformer" ? text : images, classes: 10, hidden: [16] });
  return stepOf(model, input, batch);
}

/** Lowers a step for formats that all have a scale, or none. */
export function lowered({ header, shape }: LoweringCase, scalePolicy: ScalePolicy = "current", scaled = true): readonly Op[] {
  const formats = { weights: { scaled }, activations: { scaled }, gradients: { scaled }, weightGradients: { scaled } };
  return lowerStep(shape, { header, policy: { scalePolicy, formats }, stateSlots: 1 });
}

/** The passes of a lowered step in short: operations, names of what they read and write. */
export function passesOf(ops: readonly Op[]): readonly (readonly [name: string, operations: string, reads: readonly string[], writes: readonly string[]])[] {
  const names = (uses: VectorOp["reads"]): readonly string[] => uses.map(({ name }) => name);
  return ops.flatMap((op) => (op.kind === "vector" ? [[op.name, op.stages.map(({ operation }) => operation).join(" "), names(op.reads), names(op.writes)] as const] : []));
}
