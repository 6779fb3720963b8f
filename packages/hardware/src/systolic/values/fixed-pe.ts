import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import { enteringOf } from "./fixed-term.ts";
import type { PeArithmetic } from "./pe-arithmetic.ts";
import { element, type Cells, type PeStep } from "./pe-registers.ts";

/** Pairs of codes up to which a table of what they add is worth its memory. */
export const largestTable = 1 << 20;

/** The PE of a fixed-accumulate datapath. */
export function fixedPe(datapath: FixedAccumulateDatapath): PeArithmetic {
  const { accumulator, leftCodeCount, rightCodeCount } = datapath;
  const hasTable = leftCodeCount * rightCodeCount <= largestTable;
  const isNarrow = typeof accumulator === "object" && hasTable && (accumulator.overflow === "wrap" || accumulator.bits <= 30);
  return {
    zero: 0,
    hasRealOperands: false,
    hasRealSums: !isNarrow,
    step: isNarrow ? integerStep(datapath, accumulator) : hasTable ? tableStep(datapath) : directStep(datapath),
    drain: (sums) => drained(accumulator, sums),
  };
}

function drained(accumulator: FixedAccumulateDatapath["accumulator"], sums: Cells): Int32Array | Float32Array | Float64Array {
  if (accumulator === "wide") return Float64Array.from(sums);
  return accumulator === "binary32" ? Float32Array.from(sums) : Int32Array.from(sums);
}

/** What every pair of codes adds, by left * rightCodeCount + right. */
function entries(datapath: FixedAccumulateDatapath, reduce: (entering: number) => number): Float64Array {
  const { leftCodeCount, rightCodeCount } = datapath;
  const table = new Float64Array(leftCodeCount * rightCodeCount);
  for (let pair = 0; pair < table.length; pair++) {
    table[pair] = reduce(enteringOf(datapath, Math.floor(pair / rightCodeCount), pair % rightCodeCount));
  }
  return table;
}

/**
 * Integer sums in 32 bits. An entry beyond 2^bits saturates like 2^bits does, so that sums stay below 2^31 for 30 bits;
 * one that wraps counts modulo 2^bits.
 */
function integerStep(datapath: FixedAccumulateDatapath, { bits, overflow }: FixedAccumulator): PeStep {
  const span = 2 ** bits;
  if (overflow === "wrap") return wrapStep(Int32Array.from(entries(datapath, (entering) => Number(BigInt.asIntN(bits, BigInt(entering))))), datapath, 32 - bits);
  const table = Int32Array.from(entries(datapath, (entering) => Math.max(-span, Math.min(span, entering))));
  return saturateStep(table, datapath, span / 2);
}

function saturateStep(table: Int32Array, { rightCodeCount }: FixedAccumulateDatapath, limit: number): PeStep {
  const lowest = -limit;
  const highest = limit - 1;
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      const sum = (sums[pe]! + table[left[pe]! * rightCodeCount + right[pe]!]!) | 0;
      sums[pe] = sum < lowest ? lowest : sum > highest ? highest : sum;
      count++;
    }
    return count;
  };
}

function wrapStep(table: Int32Array, { rightCodeCount }: FixedAccumulateDatapath, unused: number): PeStep {
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      sums[pe] = ((sums[pe]! + table[left[pe]! * rightCodeCount + right[pe]!]!) << unused) >> unused;
      count++;
    }
    return count;
  };
}

/** Sums in float64: reals, and integers of 31 and 32 bits. */
function tableStep(datapath: FixedAccumulateDatapath): PeStep {
  const table = entries(datapath, (entering) => entering);
  const { rightCodeCount } = datapath;
  const rule = realRule(datapath.accumulator);
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      sums[pe] = accumulated(rule, sums[pe]! + table[left[pe]! * rightCodeCount + right[pe]!]!);
      count++;
    }
    return count;
  };
}

/** Without a table, for wide codes. */
function directStep(datapath: FixedAccumulateDatapath): PeStep {
  const rule = realRule(datapath.accumulator);
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      sums[pe] = accumulated(rule, sums[pe]! + enteringOf(datapath, left[pe]!, right[pe]!));
      count++;
    }
    return count;
  };
}

/** What an accumulator in float64 makes of a sum: nothing, a binary32 number, or an integer of its range. */
export interface RealRule {
  readonly kind: 0 | 1 | 2 | 3;
  readonly lowest: number;
  readonly highest: number;
}

/** The rule of a datapath's accumulator. */
export function realRule(accumulator: FixedAccumulateDatapath["accumulator"]): RealRule {
  if (accumulator === "wide") return { kind: 0, lowest: 0, highest: 0 };
  if (accumulator === "binary32") return { kind: 1, lowest: 0, highest: 0 };
  const half = 2 ** (accumulator.bits - 1);
  return { kind: accumulator.overflow === "saturate" ? 2 : 3, lowest: -half, highest: half - 1 };
}

/** Integers stay below 2^53 before they are brought back into range. */
export function accumulated({ kind, lowest, highest }: RealRule, sum: number): number {
  if (kind === 0) return sum;
  if (kind === 1) return Math.fround(sum);
  if (kind === 2) return sum < lowest ? lowest : sum > highest ? highest : sum;
  const span = highest - lowest + 1;
  return sum - span * Math.floor((sum - lowest) / span);
}
