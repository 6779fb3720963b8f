import type { TraceOp } from "@lnsim/trace";
import { withoutOps } from "./without-ops.ts";

/** The ops without those that only look at a tensor as if it had another shape; what they leave is called by its first name. */
export function withoutViews(ops: readonly TraceOp[]): readonly TraceOp[] {
  const names = new Map<string, string>();
  const nameOf = (tensor: string): string => names.get(tensor) ?? tensor;
  const isView = ({ operator }: TraceOp): boolean => operator === "flatten";
  for (const op of ops) if (isView(op) && op.writes.length > 0) names.set(op.writes[0]!, nameOf(op.reads[0]!));
  return withoutOps(ops, isView).map((op) => ({ ...op, reads: op.reads.map(nameOf), writes: op.writes.map(nameOf) }));
}
