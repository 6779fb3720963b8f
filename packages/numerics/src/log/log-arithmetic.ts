import type { LogAccumulateDatapath } from "@lnsim/contracts";

/**
 * A log-domain datapath made ready for elementwise work: what `log-vector.ts`, `log-order.ts` and `log-sums.ts` compute
 * with. Plain data, immutable; make it once a datapath.
 *
 * Everywhere, a code is a zero flag, a sign and a logarithm k (see `LogAccumulateDatapath`), every input code is canonical
 * or any code with the zero flag, and every result is canonical.
 */
export interface LogArithmetic {
  readonly datapath: LogAccumulateDatapath;
  readonly bits: number;
  readonly fractionBits: number;
  /** Largest logarithm; its negative is the smallest. */
  readonly largest: number;
  readonly zeroBit: number;
  readonly signBit: number;
  readonly logMask: number;
  /** Code of zero. */
  readonly zero: number;
  /** Code of one: logarithm 0, positive. */
  readonly one: number;
  /** deltaSame and deltaOpposite by difference, cut after their last entry that is not 0. */
  readonly deltaSame: Int32Array;
  readonly deltaOpposite: Int32Array;
}

/** Prepares a datapath. Throws when its tables are not those of its width: a plugin's bug. */
export function createLogArithmetic(datapath: LogAccumulateDatapath): LogArithmetic {
  const { bits, fractionBits, exponential } = datapath;
  const half = 2 ** (bits - 3);
  const largest = half - 1;
  if (exponential.length !== 2 * largest + 1) {
    throw new Error(`the exponential of a log datapath of ${bits} bits needs ${2 * largest + 1} entries, not ${exponential.length}`);
  }
  return {
    datapath,
    bits,
    fractionBits,
    largest,
    zeroBit: 4 * half,
    signBit: 2 * half,
    logMask: 2 * half - 1,
    zero: 4 * half + half + 1,
    one: 0,
    deltaSame: withoutZeros(datapath.deltaSame),
    deltaOpposite: withoutZeros(datapath.deltaOpposite),
  };
}

function withoutZeros(table: Int32Array): Int32Array {
  let length = table.length;
  while (length > 0 && table[length - 1] === 0) length--;
  return table.subarray(0, length);
}

/** The logarithm in a code's field, in grid steps. */
export function logarithmOfCode({ largest, logMask }: LogArithmetic, code: number): number {
  return ((code & logMask) ^ (largest + 1)) - (largest + 1);
}

/** The code of a logarithm, clamped, with a sign field of 0 or signBit. */
export function codeOfLogarithm({ largest, logMask }: LogArithmetic, logarithm: number, sign: number): number {
  const clamped = logarithm > largest ? largest : logarithm < -largest ? -largest : logarithm;
  return sign | (clamped & logMask);
}

/** x * y: logarithms added. */
export function multiplyCodes(arithmetic: LogArithmetic, x: number, y: number): number {
  const { zeroBit, signBit, zero } = arithmetic;
  if (((x | y) & zeroBit) !== 0) return zero;
  return codeOfLogarithm(arithmetic, logarithmOfCode(arithmetic, x) + logarithmOfCode(arithmetic, y), (x ^ y) & signBit);
}

/** x / y: logarithms subtracted. 0 / y is 0, and x / 0 the largest magnitude with the sign of x. */
export function divideCodes(arithmetic: LogArithmetic, x: number, y: number): number {
  const { zeroBit, signBit, zero, largest } = arithmetic;
  if ((x & zeroBit) !== 0) return zero;
  if ((y & zeroBit) !== 0) return (x & signBit) | largest;
  return codeOfLogarithm(arithmetic, logarithmOfCode(arithmetic, x) - logarithmOfCode(arithmetic, y), (x ^ y) & signBit);
}

/** x + y through the tables. */
export function addCodes(arithmetic: LogArithmetic, x: number, y: number): number {
  const { zeroBit, signBit, zero, deltaSame, deltaOpposite } = arithmetic;
  if ((x & zeroBit) !== 0) return (y & zeroBit) !== 0 ? zero : y;
  if ((y & zeroBit) !== 0) return x;
  const left = logarithmOfCode(arithmetic, x);
  const right = logarithmOfCode(arithmetic, y);
  const isLeft = left > right;
  const larger = isLeft ? left : right;
  const difference = isLeft ? left - right : right - left;
  const isOpposite = ((x ^ y) & signBit) !== 0;
  if (isOpposite && difference === 0) return zero;
  const table = isOpposite ? deltaOpposite : deltaSame;
  const delta = difference < table.length ? table[difference] : 0;
  return codeOfLogarithm(arithmetic, larger + delta, (isLeft ? x : y) & signBit);
}

/** -x; zero stays zero. */
export function negateCode({ zeroBit, signBit, zero }: LogArithmetic, x: number): number {
  return (x & zeroBit) !== 0 ? zero : x ^ signBit;
}
