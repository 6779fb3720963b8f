// Comparisons of codes, which are exact. `out` as in log-vector.ts.
import type { Codes } from "@lnsim/contracts";
import { logarithmOfCode, type LogArithmetic } from "./log-arithmetic.ts";

/** An integer that orders codes as their values are ordered: 0 for zero, with the sign of the value. */
export function rankOfCode(arithmetic: LogArithmetic, code: number): number {
  const { zeroBit, signBit, largest } = arithmetic;
  if ((code & zeroBit) !== 0) return 0;
  const magnitude = logarithmOfCode(arithmetic, code) + largest + 1;
  return (code & signBit) === 0 ? magnitude : -magnitude;
}

/** out = max(x, 0). */
export function logRelu(arithmetic: LogArithmetic, x: Codes, out: Codes): void {
  const { zeroBit, signBit, zero } = arithmetic;
  for (let i = 0; i < x.length; i++) out[i] = (x[i] & (zeroBit | signBit)) === 0 ? x[i] : zero;
}

/** out = gradient where x > 0, else zero. */
export function logReluGradient(arithmetic: LogArithmetic, x: Codes, gradient: Codes, out: Codes): void {
  const { zeroBit, signBit, zero } = arithmetic;
  for (let i = 0; i < x.length; i++) out[i] = (x[i] & (zeroBit | signBit)) === 0 ? gradient[i] : zero;
}

/** out = max(x, y). */
export function logMaximum(arithmetic: LogArithmetic, x: Codes, y: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = rankOfCode(arithmetic, x[i]) >= rankOfCode(arithmetic, y[i]) ? x[i] : y[i];
}

/** Index of the largest of `count` codes, `stride` apart from `first` on; the first of equal ones. */
export function logArgMax(arithmetic: LogArithmetic, x: Codes, { first, count, stride }: CodeRun): number {
  let best = 0;
  let bestRank = -Infinity;
  for (let i = 0; i < count; i++) {
    const rank = rankOfCode(arithmetic, x[first + i * stride]);
    if (rank > bestRank) {
      bestRank = rank;
      best = i;
    }
  }
  return best;
}

/** Some codes of an array: `count` of them, `stride` apart, from `first` on. */
export interface CodeRun {
  readonly first: number;
  readonly count: number;
  readonly stride: number;
}
