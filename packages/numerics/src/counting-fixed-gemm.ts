import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import type { DatapathCounts } from "./datapath-counts.ts";
import { checkOperands, leftStrides, rightStrides, type GemmOperands } from "./gemm-operands.ts";
import { isCut, term, termTable } from "./term-table.ts";

/** Counts while they are being made. */
interface Tally {
  cutTerms: number;
  lostBits: number;
  saturations: number;
  maxMagnitude: number;
}

/**
 * The fixed-accumulate GEMM with its losses counted, in plain float64 arithmetic that the datapath's limits keep exact:
 * the results and counts of the reference, some hundred times faster, and some fifty times slower than the fast kernel.
 *
 * @throws LnsimError when the datapath breaks a limit
 */
export function countingFixedGemm(
  datapath: FixedAccumulateDatapath,
  operands: GemmOperands,
  out: Int32Array | Float64Array,
): DatapathCounts {
  checkFixedDatapath(datapath);
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const accumulator = datapath.accumulator as FixedAccumulator | "wide";
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const tally: Tally = { cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 };
  const columns = Array.from({ length: n }, (_, j) => Uint32Array.from({ length: k }, (_, x) => b[x * right.row + j * right.column]));
  const row = new Uint32Array(k);
  const terms = new Float64Array(k);
  for (let i = 0; i < m; i++) {
    for (let x = 0; x < k; x++) row[x] = a[i * left.row + x * left.column];
    for (let j = 0; j < n; j++) {
      tally.cutTerms += fillTerms(datapath, row, columns[j], terms);
      out[i * n + j] = accumulator === "wide" ? sumWide(terms, tally) : accumulate(terms, datapath, accumulator, tally);
    }
  }
  return { terms: m * n * k, ...tally };
}

/** Writes the terms of one output and returns how many of them were cut. */
function fillTerms(datapath: FixedAccumulateDatapath, row: Uint32Array, column: Uint32Array, terms: Float64Array): number {
  const table = termTable(datapath);
  let cutTerms = 0;
  if (table === undefined) {
    for (let x = 0; x < terms.length; x++) {
      terms[x] = term(datapath, row[x], column[x]);
      if (isCut(datapath, row[x], column[x])) cutTerms++;
    }
    return cutTerms;
  }
  const { rightCodeCount } = datapath;
  for (let x = 0; x < terms.length; x++) {
    const at = row[x] * rightCodeCount + column[x];
    terms[x] = table.terms[at];
    cutTerms += table.isCut[at];
  }
  return cutTerms;
}

function sumWide(terms: Float64Array, tally: Tally): number {
  let sum = 0;
  for (let x = 0; x < terms.length; x++) {
    sum += terms[x];
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(sum));
  }
  return sum;
}

/** The accumulator rule on the vectors of one output; all values are integers below 2^53. */
function accumulate(terms: Float64Array, datapath: FixedAccumulateDatapath, rule: FixedAccumulator, tally: Tally): number {
  const { vectorSize } = datapath;
  const unit = 2 ** (rule.lsb + datapath.fractionBits);
  const half = rule.rounding === "half-up" ? unit / 2 : 0;
  const limit = 2 ** (rule.bits - 1);
  let accumulator = 0;
  for (let start = 0; start < terms.length; start += vectorSize) {
    const end = Math.min(start + vectorSize, terms.length);
    let sum = 0;
    for (let x = start; x < end; x++) sum += terms[x];
    if (sum !== Math.floor(sum / unit) * unit) tally.lostBits++;
    const wanted = accumulator + Math.floor((sum + half) / unit);
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(wanted));
    accumulator = wanted;
    if (wanted >= limit || wanted < -limit) {
      tally.saturations++;
      accumulator = rule.overflow === "saturate" ? Math.max(-limit, Math.min(limit - 1, wanted)) : wrap(wanted, limit);
    }
  }
  return accumulator;
}

/** Two's complement wrap-around to [-limit, limit). */
function wrap(value: number, limit: number): number {
  return value - Math.floor((value + limit) / (2 * limit)) * 2 * limit;
}
