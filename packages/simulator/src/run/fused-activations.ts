import type { TraceOp } from "@lnsim/trace";

/**
 * The ReLU behind each matrix product, by the product's id, where nothing else reads the product's result: in the forward
 * pass the function, in the backward pass the mask.
 */
export function fusedActivations(ops: readonly TraceOp[]): ReadonlyMap<number, TraceOp> {
  const readers = new Map<string, TraceOp[]>();
  for (const op of ops) for (const tensor of op.reads) readers.set(tensor, [...(readers.get(tensor) ?? []), op]);
  const fused = new Map<number, TraceOp>();
  for (const { id, gemms, writes } of ops) {
    const [reader, ...others] = readers.get(writes[0] ?? "") ?? [];
    const isRelu = reader?.operator === "relu" || reader?.operator === "leaky-relu";
    if (gemms !== undefined && isRelu && others.length === 0 && reader.reads[0] === writes[0]) fused.set(id, reader);
  }
  return fused;
}
