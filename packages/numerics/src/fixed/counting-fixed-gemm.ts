import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import { countingRule, type Tally } from "./counting-rule.ts";
import type { DatapathCounts } from "../datapath-counts.ts";
import { fillScales, fillTerms } from "./dot-terms.ts";
import { checkOperands, leftStrides, rightStrides, scalesOf, type GemmOperands } from "../gemm-operands.ts";

/**
 * The fixed-accumulate GEMM with its losses counted, in plain float64 arithmetic that the datapath's limits keep exact:
 * the results and counts of the reference, some hundred times faster, and some fifty times slower than the fast kernel.
 *
 * @throws LnsimError when the datapath breaks a limit
 */
export function countingFixedGemm(
  datapath: FixedAccumulateDatapath,
  operands: GemmOperands,
  out: Int32Array | Float32Array | Float64Array,
): DatapathCounts {
  checkFixedDatapath(datapath);
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const scales = scalesOf(operands, datapath.vectorSize);
  const scaleOfVectors = scales === undefined ? null : new Float64Array(Math.ceil(k / datapath.vectorSize));
  const tally: Tally = { cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 };
  const dot = countingRule(datapath, tally);
  const columns = Array.from({ length: n }, (_, j) => Uint32Array.from({ length: k }, (_, x) => b[x * right.row + j * right.column]));
  const row = new Uint32Array(k);
  const terms = new Float64Array(k);
  for (let i = 0; i < m; i++) {
    for (let x = 0; x < k; x++) row[x] = a[i * left.row + x * left.column];
    for (let j = 0; j < n; j++) {
      tally.cutTerms += fillTerms(datapath, row, columns[j], terms);
      if (scales !== undefined && scaleOfVectors !== null) fillScales(scales, { i, j, n }, scaleOfVectors);
      out[i * n + j] = dot(terms, scaleOfVectors);
    }
  }
  return { terms: m * n * k, vectors: m * n * Math.ceil(k / datapath.vectorSize), ...tally };
}
