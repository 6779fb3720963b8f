import type { StepShape, TraceHeader, TraceOp } from "./schema.ts";

/** Multiply-accumulates by pass. */
export interface Macs {
  readonly fprop: number;
  readonly dgrad: number;
  readonly wgrad: number;
}

/** Multiply-accumulates that the op's matrix products issue; 0 when it has none. */
export function issuedMacs({ gemms = [] }: TraceOp): number {
  return gemms.reduce((sum, { m, n, k, count }) => sum + m * n * k * count, 0);
}

/** Multiply-accumulates by the layers' definition, as frameworks count them; see {@link TraceOp.usefulMacs}. */
export function usefulMacs(op: TraceOp): number {
  return op.usefulMacs ?? issuedMacs(op);
}

/** Multiply-accumulates of one step of this shape: useful ones, unless `of` counts otherwise. */
export function stepMacs(shape: StepShape, of: (op: TraceOp) => number = usefulMacs): Macs {
  const sums = { fprop: 0, dgrad: 0, wgrad: 0 };
  for (const op of shape.ops) {
    if (op.pass === "fprop" || op.pass === "dgrad" || op.pass === "wgrad") sums[op.pass] += of(op);
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
