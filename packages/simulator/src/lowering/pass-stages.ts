import type { VectorOperation, VectorStage } from "@lnsim/hardware";
import type { LayerSpec, TraceOp } from "@lnsim/trace";

/** Tensors that one pass may read. */
export const mostReads = 3;

/** What the stages of an op are made from. */
export interface StagedOp {
  readonly op: TraceOp;
  /** Its layer, where the trace knows it. */
  readonly layer: LayerSpec | undefined;
  readonly elements: (tensor: string) => number;
}

/**
 * The operations of an op, as the hardware counts them: one, but for a sum of several; of a norm's backward pass the second,
 * elementwise one.
 */
export function stagesOf(staged: StagedOp): readonly VectorStage[] {
  const { operator, reads } = staged.op;
  return new Array<VectorStage>(operator === "add" ? additions(reads.length) : 1).fill(stageOf(staged));
}

/** Additions of the last pass of a sum: those in front have put one tensor in the place of each {@link mostReads}. */
function additions(tensors: number): number {
  return tensors > mostReads ? additions(tensors - mostReads + 1) : tensors - 1;
}

function stageOf({ op, layer, elements }: StagedOp): VectorStage {
  const operation = operationOf(op);
  const operand = elements(op.reads[0]!);
  const result = elements(op.writes[0] ?? op.reads[0]!);
  switch (op.operator) {
    case "max-pool":
    case "average-pool":
      return { operation, elements: operand, results: result, taps: op.pass === "fprop" ? windowOf(layer, operand / result) : overlapOf(layer) };
    case "global-average-pool":
    case "position":
      return { operation, elements: operand, results: result };
    case "embedding":
      return { operation, elements: op.elements ?? result };
    case "batch-norm":
    case "layer-norm":
      return { operation, elements: operand, ...(op.pass === "fprop" && { groups: groupsOf(op, layer, elements) }) };
    default:
      return { operation, elements: operand };
  }
}

/** Groups of elements that a norm's statistics are of; unknown, and so none, where the trace does not know its layers. */
export function groupsOf({ layer: name }: TraceOp, layer: LayerSpec | undefined, elements: StagedOp["elements"]): number {
  return layer === undefined ? 0 : elements(`${name}.statistics`) / 2;
}

function operationOf({ operator, pass, name }: TraceOp): VectorOperation {
  if (operator === "loss") return "loss";
  if (operator === "add") return "add";
  if (operator === "conv2d" || operator === "linear" || operator === "attention" || operator === "update" || operator === "flatten") {
    throw new Error(`${name} is no pass over stored tensors`);
  }
  return pass === "fprop" ? operator : `${operator}-backward`;
}

/** Elements that a pool's result is made of. */
function windowOf(layer: LayerSpec | undefined, otherwise: number): number {
  return layer?.kind === "max-pool" || layer?.kind === "average-pool" ? layer.kernel[0] * layer.kernel[1] : Math.max(1, Math.round(otherwise));
}

/** Windows that an element is in, at most. */
function overlapOf(layer: LayerSpec | undefined): number {
  if (layer?.kind !== "max-pool" && layer?.kind !== "average-pool") return 1;
  return Math.ceil(layer.kernel[0] / layer.stride[0]) * Math.ceil(layer.kernel[1] / layer.stride[1]);
}
