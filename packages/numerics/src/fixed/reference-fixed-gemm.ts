import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import type { DatapathCounts } from "../datapath-counts.ts";
import { exactProduct, exactReal, floorShifted, isMultiple, truncated } from "./exact-real.ts";
import { checkOperands, leftStrides, rightStrides, scalesOf, type GemmOperands } from "../gemm-operands.ts";

/** Counts while they are being made. */
interface Tally {
  cutTerms: number;
  lostBits: number;
  saturations: number;
  maxMagnitude: number;
}

/** One output's codes, and the scale of each of its vectors; null without scales. */
interface DotOperands {
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly scales: Float64Array | null;
}

/**
 * The fixed-accumulate GEMM exactly as {@link FixedAccumulateDatapath} words it, in unbounded integers: slow, and what
 * the fast kernels are held against. Writes M x N accumulators, row-major, and returns what was lost on the way.
 */
export function referenceFixedGemm(
  datapath: FixedAccumulateDatapath,
  operands: GemmOperands,
  out: Int32Array | Float32Array | Float64Array,
): DatapathCounts {
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const scales = scalesOf(operands, datapath.vectorSize);
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const vectors = Math.ceil(k / datapath.vectorSize);
  const tally: Tally = { cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 };
  const dot: DotOperands = {
    row: new Uint32Array(k),
    column: new Uint32Array(k),
    scales: scales === undefined ? null : new Float64Array(vectors),
  };
  for (let i = 0; i < m; i++) {
    for (let x = 0; x < k; x++) dot.row[x] = a[i * left.row + x * left.column];
    for (let j = 0; j < n; j++) {
      for (let x = 0; x < k; x++) dot.column[x] = b[x * right.row + j * right.column];
      if (scales !== undefined && dot.scales !== null) {
        for (let v = 0; v < vectors; v++) dot.scales[v] = scales.left[i * vectors + v] * scales.right[v * n + j];
      }
      out[i * n + j] = dotProduct(datapath, dot, tally);
    }
  }
  return { terms: m * n * k, vectors: m * n * vectors, ...tally };
}

function dotProduct(datapath: FixedAccumulateDatapath, dot: DotOperands, tally: Tally): number {
  if (datapath.accumulator === "wide") return wideDot(datapath, dot, tally);
  if (datapath.accumulator === "binary32") return binary32Dot(datapath, dot, tally);
  return integerDot(datapath, datapath.accumulator, dot, tally);
}

/** One output of the wide mode: unrounded terms, added in float64 in ascending order; with scales, vector by vector. */
function wideDot({ leftFactor, leftClass, rightCodeCount, head, tail, vectorSize }: FixedAccumulateDatapath, { row, column, scales }: DotOperands, tally: Tally): number {
  let sum = 0;
  let vector = 0;
  for (let x = 0; x < row.length; x++) {
    const index = leftClass[row[x]] * rightCodeCount + column[x];
    const term = leftFactor[row[x]] * head[index] * (tail === null ? 1 : tail[index]);
    if (scales === null) sum += term;
    else vector += term;
    if (scales !== null && (x === row.length - 1 || (x + 1) % vectorSize === 0)) {
      sum += vector * scales[Math.floor(x / vectorSize)];
      vector = 0;
    }
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(sum));
  }
  return sum;
}

/** One output of an integer accumulator: exact vector sums, each rounded and accumulated once. */
function integerDot(datapath: FixedAccumulateDatapath, rule: FixedAccumulator, dot: DotOperands, tally: Tally): number {
  const shift = rule.lsb + datapath.fractionBits;
  let accumulator = 0n;
  for (let vector = 0; vector * datapath.vectorSize < dot.row.length; vector++) {
    const sum = exactVector(datapath, dot, vector, tally);
    // A sum without a scale stays an unbounded integer; a scaled one is the float64 that the contract words.
    const real = dot.scales === null ? { mantissa: sum, exponent: 0 } : exactReal(Number(sum) * dot.scales[vector]);
    if (!isMultiple(real, shift)) tally.lostBits++;
    accumulator = overflowed(rule, accumulator + floorShifted(real, shift, rule.rounding === "half-up"), tally);
  }
  return Number(accumulator);
}

/** One output of a binary32 accumulator: exact vector sums, scaled, rounded, added and rounded again. */
function binary32Dot(datapath: FixedAccumulateDatapath, dot: DotOperands, tally: Tally): number {
  const unit = datapath.productUnit * 2 ** -datapath.fractionBits;
  let accumulator = 0;
  for (let vector = 0; vector * datapath.vectorSize < dot.row.length; vector++) {
    const sum = Number(exactVector(datapath, dot, vector, tally));
    const entering = (dot.scales === null ? sum : sum * dot.scales[vector]) * unit;
    const wanted = accumulator + Math.fround(entering);
    accumulator = Math.fround(wanted);
    if (Math.fround(entering) !== entering || accumulator !== wanted) tally.lostBits++;
    if (!Number.isFinite(accumulator)) tally.saturations++;
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(wanted));
  }
  return accumulator;
}

/** V: the exact sum of a vector's terms, in units of 2^-fractionBits product units. */
function exactVector(datapath: FixedAccumulateDatapath, { row, column }: DotOperands, vector: number, tally: Tally): bigint {
  const start = vector * datapath.vectorSize;
  const end = Math.min(start + datapath.vectorSize, row.length);
  let sum = 0n;
  for (let x = start; x < end; x++) sum += exactTerm(datapath, row[x], column[x], tally);
  return sum;
}

/** The term of one pair of codes, in units of 2^-fractionBits product units. */
function exactTerm(datapath: FixedAccumulateDatapath, left: number, right: number, tally: Tally): bigint {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits } = datapath;
  const index = leftClass[left] * rightCodeCount + right;
  const product = exactProduct(exactReal(leftFactor[left]), exactReal(head[index]));
  if (!isMultiple(product, cutBits)) tally.cutTerms++;
  return truncated(product, cutBits) * (tail === null ? 1n : BigInt(tail[index]));
}

/** Two's complement of `bits` bits, wrapped or saturated. */
function overflowed({ bits, overflow }: FixedAccumulator, wanted: bigint, tally: Tally): bigint {
  tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(Number(wanted)));
  const wrapped = BigInt.asIntN(bits, wanted);
  if (wrapped === wanted) return wanted;
  tally.saturations++;
  if (overflow === "wrap") return wrapped;
  const limit = 1n << BigInt(bits - 1);
  return wanted > 0n ? limit - 1n : -limit;
}
