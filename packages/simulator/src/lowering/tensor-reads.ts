import type { TraceOp } from "@lnsim/trace";

/**
 * How an op reads a tensor. "operand": as a factor of a matrix product; "gradient": as the gradient of an update; "value": of
 * the pass under way; "stash": kept from the forward pass; "mask": only whether it is zero; "parameter": of a table.
 */
export interface TensorRead {
  readonly tensor: string;
  readonly as: "operand" | "gradient" | "value" | "stash" | "mask" | "parameter";
}

/**
 * What an op has to read from memory, of the tensors that the trace names: biases, affine parameters and statistics stay
 * in the units, dropout draws its mask again from the seed, and max pooling has kept which element was the largest.
 */
export function readsOf({ operator, pass, gemms, reads }: TraceOp): readonly TensorRead[] {
  const some = (as: TensorRead["as"], tensors: readonly string[]): readonly TensorRead[] => tensors.map((tensor) => ({ tensor, as }));
  const [first, ...rest] = reads;
  if (first === undefined) return [];
  if (gemms !== undefined) return some("operand", [first, rest[0] ?? first]);
  if (pass === "update") return some("gradient", reads);
  if (operator === "add") return some("value", reads);
  const value = some("value", [first]);
  if (pass === "fprop") return operator === "embedding" || operator === "position" ? [...value, ...some("parameter", rest.slice(0, 1))] : value;
  switch (operator) {
    case "relu":
    case "leaky-relu":
      return [...value, ...some("mask", rest.slice(0, 1))];
    case "gelu":
    case "batch-norm":
    case "layer-norm":
    case "softmax":
      return [...value, ...some("stash", rest.slice(0, 1))];
    default:
      return value;
  }
}

/** The ops that read a tensor, by its name. */
export function readersOf(ops: readonly TraceOp[]): ReadonlyMap<string, readonly TraceOp[]> {
  const readers = new Map<string, TraceOp[]>();
  for (const op of ops) {
    for (const tensor of new Set(readsOf(op).map((read) => read.tensor))) {
      const known = readers.get(tensor);
      if (known === undefined) readers.set(tensor, [op]);
      else known.push(op);
    }
  }
  return readers;
}
