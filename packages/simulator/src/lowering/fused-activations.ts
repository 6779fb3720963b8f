import type { TraceOp } from "@lnsim/trace";
import { readersOf } from "./tensor-reads.ts";
import { withoutOps } from "./without-ops.ts";

/** Ops where a ReLU behind a matrix product is part of it. */
export interface FusedOps {
  /** Without those ReLUs; their products leave what they left. */
  readonly ops: readonly TraceOp[];
  /** The ReLUs by the id of their product: in the forward pass the function, in the backward pass the mask. */
  readonly activations: ReadonlyMap<number, TraceOp>;
}

/** Has the PPU do a ReLU on the way that stands right behind a matrix product, where nothing else reads the product's result. */
export function fuseActivations(ops: readonly TraceOp[]): FusedOps {
  const readers = readersOf(ops);
  const writers = new Map<string, number>();
  for (const { writes } of ops) for (const tensor of writes) writers.set(tensor, (writers.get(tensor) ?? 0) + 1);
  const activations = new Map<number, TraceOp>();
  for (const { id, gemms, writes } of ops) {
    const [reader, ...others] = readers.get(writes[0] ?? "") ?? [];
    if (gemms === undefined || reader === undefined || others.length > 0 || writers.get(writes[0]!) !== 1) continue;
    const isRelu = reader.operator === "relu" || reader.operator === "leaky-relu";
    if (isRelu && reader.reads[0] === writes[0]) activations.set(id, reader);
  }
  const fused = new Set([...activations.values()].map(({ id }) => id));
  const kept = withoutOps(ops, ({ id }) => fused.has(id)).map((op) => ({ ...op, writes: activations.get(op.id)?.writes ?? op.writes }));
  return { ops: kept, activations };
}
