import type { TensorUse, VectorOp } from "@lnsim/hardware";
import type { TraceOp } from "@lnsim/trace";
import type { PassContext } from "./lower-pass.ts";
import { groupsOf } from "./pass-stages.ts";
import { readsOf } from "./tensor-reads.ts";

/** The reduction in front of a norm's backward pass. */
export interface NormReduction {
  readonly pass: Pick<VectorOp, "name" | "stages" | "elements" | "reads" | "writes">;
  /** What it leaves for the second pass: two numbers for every group. Beside it, what scale and shift learn. */
  readonly sums: TensorUse;
  /** Whether nothing is left to do, because nothing below the norm learns. */
  readonly isAll: boolean;
}

/** The pass that sums the statistics of a tensor that nothing in the step has made; none where what makes it does that on the way. */
export function statisticsOf({ tensors }: PassContext, op: TraceOp): readonly NormReduction["pass"][] {
  const operand = op.reads[0]!;
  if (op.pass !== "fprop" || !isNorm(op) || tensors.isMade(operand)) return [];
  const elements = tensors.elements(operand);
  const sums: TensorUse = { name: `${op.layer}.statistics`, elements: 2, storedAs: "spill" };
  return [{ name: `${op.name}[statistics]`, stages: [{ operation: "statistics", elements }], elements, reads: [tensors.values(operand)], writes: [sums] }];
}

function isNorm<Op extends TraceOp>(op: Op): op is Op & { readonly operator: "batch-norm" | "layer-norm" } {
  return op.operator === "batch-norm" || op.operator === "layer-norm";
}

/** Gradients of scale and shift, stored together. */
function learntBy(tensors: PassContext["tensors"], learnt: readonly string[]): TensorUse {
  return { name: learnt[0]!, elements: learnt.reduce((sum, tensor) => sum + tensors.elements(tensor), 0), storedAs: "weightGradients" };
}

/** The first of the two passes of a norm's backward pass; null for other ops. */
export function reductionOf({ tensors, layers }: PassContext, op: TraceOp): NormReduction | null {
  if (op.pass !== "dgrad" || !isNorm(op)) return null;
  const groups = groupsOf(op, layers.get(op.layer), (tensor) => tensors.elements(tensor));
  const sums: TensorUse = { name: `${op.layer}.sums`, elements: 2 * Math.max(1, groups), storedAs: "spill" };
  const elements = tensors.elements(op.reads[0]!);
  const reads = readsOf(op).map((read) => tensors.find(read));
  const learnt = op.writes.filter((tensor) => tensor.startsWith(`${op.layer}.`) && !tensor.includes(".out.grad"));
  const writes = learnt.length === 0 ? [sums] : [sums, learntBy(tensors, learnt)];
  return {
    pass: { name: `${op.name}[reduce]`, stages: [{ operation: `${op.operator}-reduce`, elements }], elements, reads, writes },
    sums,
    isAll: learnt.length === op.writes.length,
  };
}
