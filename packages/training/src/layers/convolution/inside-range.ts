import type { Pair } from "@lnsim/trace";

/** The positions [start, end) along one direction of `out`, whose source position * stride + shift is in [0, source). */
export function insideRange(source: number, out: number, stride: number, shift: number): Pair {
  const start = Math.min(Math.max(Math.ceil(-shift / stride), 0), out);
  const end = Math.min(Math.max(Math.ceil((source - shift) / stride), start), out);
  return [start, end];
}
