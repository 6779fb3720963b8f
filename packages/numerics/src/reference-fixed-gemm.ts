import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import type { DatapathCounts } from "./datapath-counts.ts";
import { checkOperands, leftStrides, rightStrides, type GemmOperands } from "./gemm-operands.ts";

/** Counts while they are being made. */
interface Tally {
  cutTerms: number;
  lostBits: number;
  saturations: number;
  maxMagnitude: number;
}

/**
 * The fixed-accumulate GEMM exactly as {@link FixedAccumulateDatapath} words it, in unbounded integers: slow, and what
 * the fast kernels are held against. Writes M x N accumulators, row-major, and returns what was lost on the way.
 */
export function referenceFixedGemm(
  datapath: FixedAccumulateDatapath,
  operands: GemmOperands,
  out: Int32Array | Float64Array,
): DatapathCounts {
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const tally: Tally = { cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 };
  const row = new Uint32Array(k);
  const column = new Uint32Array(k);
  for (let i = 0; i < m; i++) {
    for (let x = 0; x < k; x++) row[x] = a[i * left.row + x * left.column];
    for (let j = 0; j < n; j++) {
      for (let x = 0; x < k; x++) column[x] = b[x * right.row + j * right.column];
      const dot = datapath.accumulator === "wide" ? wideDot(datapath, row, column, tally) : fixedDot(datapath, row, column, tally);
      out[i * n + j] = dot;
    }
  }
  return { terms: m * n * k, ...tally };
}

/** One output of the wide mode: unrounded terms, added in float64 in ascending order. */
function wideDot(datapath: FixedAccumulateDatapath, row: Uint32Array, column: Uint32Array, tally: Tally): number {
  const { leftFactor, leftClass, rightCodeCount, head, tail } = datapath;
  let sum = 0;
  for (let x = 0; x < row.length; x++) {
    const index = leftClass[row[x]] * rightCodeCount + column[x];
    sum += leftFactor[row[x]] * head[index] * (tail === null ? 1 : tail[index]);
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(sum));
  }
  return sum;
}

/** One output of the fixed mode: exact vector sums, each rounded and accumulated once. */
function fixedDot(datapath: FixedAccumulateDatapath, row: Uint32Array, column: Uint32Array, tally: Tally): number {
  const { vectorSize } = datapath;
  let accumulator = 0n;
  for (let start = 0; start < row.length; start += vectorSize) {
    let sum = 0n;
    for (let x = start; x < Math.min(start + vectorSize, row.length); x++) sum += exactTerm(datapath, row[x], column[x], tally);
    accumulator = accumulate(datapath, accumulator, sum, tally);
  }
  return Number(accumulator);
}

/** The term of one pair of codes, in units of 2^-fractionBits product units. */
function exactTerm(datapath: FixedAccumulateDatapath, left: number, right: number, tally: Tally): bigint {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits } = datapath;
  const index = leftClass[left] * rightCodeCount + right;
  const product = leftFactor[left] * head[index];
  const kept = cutBits === 0 ? product : Math.trunc(product / 2 ** cutBits) * 2 ** cutBits;
  if (kept !== product) tally.cutTerms++;
  return tail === null ? BigInt(kept) : BigInt(kept) * BigInt(tail[index]);
}

/** The accumulator rule: acc = overflow(acc + floor((V + rounding) / 2^shift)). */
function accumulate(datapath: FixedAccumulateDatapath, accumulator: bigint, sum: bigint, tally: Tally): bigint {
  const { bits, lsb, rounding, overflow } = datapath.accumulator as FixedAccumulator;
  const shift = BigInt(lsb + datapath.fractionBits);
  const half = rounding === "half-up" ? 1n << (shift - 1n) : 0n;
  if (BigInt.asUintN(Number(shift), sum) !== 0n) tally.lostBits++;
  const wanted = accumulator + ((sum + half) >> shift);
  tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(Number(wanted)));
  const wrapped = BigInt.asIntN(bits, wanted);
  if (wrapped === wanted) return wanted;
  tally.saturations++;
  if (overflow === "wrap") return wrapped;
  const limit = 1n << BigInt(bits - 1);
  return wanted > 0n ? limit - 1n : -limit;
}
