import type { Bound, OpTiming, TimingTerm } from "@lnsim/hardware";

/** Terms of several ops by name, in the order in which they first occur. */
export function sumTerms(all: readonly (readonly TimingTerm[])[]): { readonly [name: string]: number } {
  const sums: Record<string, number> = {};
  for (const { name, cycles } of all.flat()) sums[name] = (sums[name] ?? 0) + cycles;
  return sums;
}

/** What bounds the ops that take most of the cycles. */
export function mainBound(ops: readonly OpTiming[]): Bound {
  const cycles = new Map<Bound, number>();
  for (const op of ops) cycles.set(op.boundBy, (cycles.get(op.boundBy) ?? 0) + op.cycles);
  return [...cycles].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** Counts of several ops by name. */
export function sumCounts(all: readonly { readonly [name: string]: number }[]): { readonly [name: string]: number } {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
