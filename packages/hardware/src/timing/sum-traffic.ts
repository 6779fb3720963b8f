import type { TrafficByLevel } from "./machine-timing.ts";

/** Traffic of several ops together. */
export function sumTraffic(all: readonly TrafficByLevel[]): TrafficByLevel {
  const sums: { [level: string]: { readBytes: number; writeBytes: number; parts: { [purpose: string]: number } } } = {};
  for (const [level, { readBytes, writeBytes, parts }] of all.flatMap((traffic) => Object.entries(traffic))) {
    const sum = (sums[level] ??= { readBytes: 0, writeBytes: 0, parts: {} });
    sum.readBytes += readBytes;
    sum.writeBytes += writeBytes;
    for (const [purpose, bytes] of Object.entries(parts)) sum.parts[purpose] = (sum.parts[purpose] ?? 0) + bytes;
  }
  return sums;
}
