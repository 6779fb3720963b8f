import type { StepShape, TraceHeader } from "./schema.ts";

/** Multiply-accumulates by pass. */
export interface Macs {
  readonly fprop: number;
  readonly dgrad: number;
  readonly wgrad: number;
}

/** Multiply-accumulates of one step of this shape. */
export function stepMacs(shape: StepShape): Macs {
  const sums = { fprop: 0, dgrad: 0, wgrad: 0 };
  for (const { pass, gemm } of shape.ops) {
    if (gemm !== undefined && (pass === "fprop" || pass === "dgrad" || pass === "wgrad")) sums[pass] += gemm.m * gemm.n * gemm.k;
  }
  return sums;
}

/** Multiply-accumulates of one full-batch step of the trace (its first step shape). */
export function macs(header: TraceHeader): Macs {
  const full = header.stepShapes[0];
  return full === undefined ? { fprop: 0, dgrad: 0, wgrad: 0 } : stepMacs(full);
}

/** Multiply-accumulates of all steps of the trace. */
export function totalMacs(header: TraceHeader): Macs {
  const sums = { fprop: 0, dgrad: 0, wgrad: 0 };
  for (const shape of header.stepShapes) {
    const one = stepMacs(shape);
    sums.fprop += one.fprop * shape.count;
    sums.dgrad += one.dgrad * shape.count;
    sums.wgrad += one.wgrad * shape.count;
  }
  return sums;
}

/** Number of ops of one full-batch step, by pass; passes that do not occur are absent. */
export function opCounts(header: TraceHeader): { readonly [pass: string]: number } {
  const counts: Record<string, number> = {};
  for (const { pass } of header.stepShapes[0]?.ops ?? []) counts[pass] = (counts[pass] ?? 0) + 1;
  return counts;
}
