import type { TraceOp } from "@lnsim/trace";

/** The ops without some of them: what waited for one of those waits for what it waited for. Ids stay. */
export function withoutOps(ops: readonly TraceOp[], isDropped: (op: TraceOp) => boolean): readonly TraceOp[] {
  const heirs = new Map<number, readonly number[]>();
  const kept: TraceOp[] = [];
  for (const op of ops) {
    const after = [...new Set(op.after.flatMap((id) => heirs.get(id) ?? [id]))];
    if (isDropped(op)) heirs.set(op.id, after);
    else kept.push({ ...op, after });
  }
  return kept;
}
