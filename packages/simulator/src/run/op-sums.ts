import type { TimedOp } from "@lnsim/hardware";

/** What bounds the ops that take most of the cycles. */
export function mainBound(ops: readonly Pick<TimedOp, "bound" | "cycles">[]): string {
  const cycles = new Map<string, number>();
  for (const op of ops) cycles.set(op.bound, (cycles.get(op.bound) ?? 0) + op.cycles);
  return [...cycles].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** Counts of several ops by name, in the order in which they first occur. */
export function sumCounts(all: readonly { readonly [name: string]: number }[]): { readonly [name: string]: number } {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
