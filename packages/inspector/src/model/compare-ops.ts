import { alignedOps, type OpPair } from "./align-ops.ts";
import type { Study } from "./study.ts";

/** An op of two runs with what it took in each. */
export interface ComparedOp extends OpPair {
  readonly cyclesA: number;
  readonly cyclesB: number;
  /** Second less first. */
  readonly difference: number;
}

/** The ops of two runs, those first that differ most. */
export function comparedOps(a: Study, b: Study): readonly ComparedOp[] {
  const pairs = alignedOps(a.recording.ops, b.recording.ops).map((pair): ComparedOp => {
    const cyclesA = pair.a === null ? 0 : pair.a.to - pair.a.from;
    const cyclesB = pair.b === null ? 0 : pair.b.to - pair.b.from;
    return { ...pair, cyclesA, cyclesB, difference: cyclesB - cyclesA };
  });
  return pairs.toSorted((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
}
