import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import { countingRule, type Tally } from "./counting-rule.ts";
import type { DatapathCounts } from "../datapath-counts.ts";
import { fillScales, fillTerms } from "./dot-terms.ts";
import { checkOperands, leftStrides, rightStrides, scalesOf, type GemmOperands } from "../gemm-operands.ts";

/**
 * Counts what a GEMM loses on a sample of its outputs: evenly spread over all of them, so many that about `mostTerms`
 * products are looked at, one at least, and all of them where there are no more. Counts are those of the sample.
 *
 * @throws LnsimError when the datapath breaks a limit
 */
export function countFixedSample(datapath: FixedAccumulateDatapath, operands: GemmOperands, mostTerms: number): DatapathCounts {
  checkFixedDatapath(datapath);
  const { m, n, k, a, b } = operands;
  checkOperands(operands, m * n);
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const scales = scalesOf(operands, datapath.vectorSize);
  const scaleOfVectors = scales === undefined ? null : new Float64Array(Math.ceil(k / datapath.vectorSize));
  const tally: Tally = { cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 };
  const dot = countingRule(datapath, tally);
  const row = new Uint32Array(k);
  const column = new Uint32Array(k);
  const terms = new Float64Array(k);
  const outputs = Math.min(m * n, Math.max(1, Math.floor(mostTerms / k)));
  for (let sample = 0; sample < outputs; sample++) {
    const output = Math.floor((sample * m * n) / outputs);
    const j = output % n;
    const i = (output - j) / n;
    for (let x = 0; x < k; x++) {
      row[x] = a[i * left.row + x * left.column];
      column[x] = b[x * right.row + j * right.column];
    }
    tally.cutTerms += fillTerms(datapath, row, column, terms);
    if (scales !== undefined && scaleOfVectors !== null) fillScales(scales, { i, j, n }, scaleOfVectors);
    dot(terms, scaleOfVectors);
  }
  return { terms: outputs * k, vectors: outputs * Math.ceil(k / datapath.vectorSize), ...tally };
}
