import type { GemmOp, TensorUse, VectorOp } from "@lnsim/hardware";
import { convolutionOf, type StepShape, type TraceHeader, type TraceOp } from "@lnsim/trace";
import { gatherOf } from "./gather.ts";
import type { LoweredStep } from "./lowered-step.ts";
import { quantisePass } from "./quantise-pass.ts";
import type { StoredTensors } from "./stored-tensors.ts";

/** What a matrix product of the trace is lowered with. */
export interface ProductContext {
  readonly header: Pick<TraceHeader, "model" | "input">;
  readonly shape: StepShape;
  readonly tensors: StoredTensors;
  readonly lowered: LoweredStep;
  /** The ReLU that is part of a product, by the product's id. */
  readonly activations: ReadonlyMap<number, TraceOp>;
  /** The ops that leave a tensor, or parts of it, in order. */
  readonly writers: ReadonlyMap<string, readonly number[]>;
}

/**
 * The products of an op, one for each shape; zeros where none has a result; and behind the last part of a result that
 * has to wait for its scale, or that passes read too, the pass that turns it into codes.
 */
export function lowerProduct(context: ProductContext, op: TraceOp): void {
  const { lowered, tensors, writers } = context;
  const after = lowered.after(op.after);
  const result = op.writes[0]!;
  const out = outputOf(tensors, result);
  const products = gemmsOf(context, op, out).map((gemm) => lowered.add({ ...gemm, after }));
  const rest = tensors.elements(result) - (op.gemms ?? []).reduce((sum, { m, n, count }) => sum + m * n * count, 0);
  if (op.operator === "conv2d" && op.pass === "dgrad" && rest > 0) products.push(lowered.add(zerosOf(op, { ...out.use, elements: rest })));
  lowered.finish([op.id], products);
  const parts = writers.get(result)!;
  if (!out.isQuantisedBehind || parts.at(-1) !== op.id) return;
  const place = { name: op.name, pass: op.pass as VectorOp["pass"], after: lowered.after(parts) };
  lowered.finish([op.id], [lowered.add(quantisePass(tensors, result, place))]);
}

/** How the results of a product leave the PPU. */
interface ProductOutput {
  readonly use: TensorUse;
  readonly output: "codes" | "spill";
  readonly keepsMaximum: boolean;
  readonly isQuantisedBehind: boolean;
}

function outputOf(tensors: StoredTensors, result: string): ProductOutput {
  const { codes, spill } = tensors.forms(result);
  const isScaled = tensors.isScaled(result);
  const isCurrent = tensors.policy.scalePolicy === "current";
  const isStored = !isScaled || (codes && !spill && !isCurrent);
  if (isStored) return { use: tensors.codes(result), output: "codes", keepsMaximum: false, isQuantisedBehind: false };
  return { use: tensors.values(result), output: "spill", keepsMaximum: isCurrent, isQuantisedBehind: codes };
}

function gemmsOf({ header, shape, tensors, activations }: ProductContext, op: TraceOp, out: ProductOutput): readonly Omit<GemmOp, "id" | "after">[] {
  const { gemms = [], name, pass, operator } = op;
  const activation = activations.get(op.id);
  const [first, second = first] = op.reads as [string, string?];
  const hasWeights = operator !== "attention" && pass !== "wgrad";
  const gathers = convolutionOf(header, shape, op) ?? [];
  return gemms.map(({ m, n, k, count }, i) => ({
    kind: "gemm",
    name: gemms.length === 1 ? name : `${name}[${i}]`,
    pass: pass as GemmOp["pass"],
    m,
    n,
    k,
    ...(count > 1 && { count }),
    activation: activation !== undefined,
    output: out.output,
    maximum: out.keepsMaximum,
    statistics: tensors.isNormalised(op.writes[0]!),
    ...(gathers[i] !== undefined && { gather: gatherOf(gathers[i]) }),
    a: hasWeights ? tensors.parameter(first) : tensors.codes(first),
    b: tensors.codes(second),
    ...(activation?.pass === "dgrad" && { mask: tensors.mask(activation.reads[1]!) }),
    out: out.use,
  }));
}

/** Where no tap of a strided convolution reaches, its gradient is zero, and nothing has to be over before that is written. */
function zerosOf({ name }: TraceOp, rest: TensorUse): Omit<VectorOp, "id"> {
  const { elements } = rest;
  return { kind: "vector", name: `${name}[zero]`, pass: "dgrad", stages: [{ operation: "zero", elements }], elements, reads: [], writes: [rest], after: [] };
}
