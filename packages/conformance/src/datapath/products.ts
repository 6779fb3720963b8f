import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";
import { conversionError, cutLoss, operandsOf, termOf, termUnit } from "./fixed-terms.ts";

/** Beyond it a product would say little of its operands. */
const largestConversionError = 0.5;

/** Products of codes are products of values, up to what the datapath declares to lose. */
export const datapathProducts: Law<FormatSubject> = {
  name: "datapath-products",
  sentence:
    "A term is the product of its operands' values within the declared conversion error, which is below one half, and exactly where none is declared and operands have one class; a zero gives 0, a cut only lowers magnitudes.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "fixed"),
  *check(subject) {
    for (const datapath of subject.datapaths) {
      if (datapath.kind !== "fixed") continue;
      const { conversionError: declared = 0, description } = datapath;
      if (!(declared >= 0 && declared < largestConversionError)) {
        yield { input: `${description}: conversionError`, found: String(declared), expected: `from 0 to below ${largestConversionError}` };
      }
      yield* products(subject, datapath);
    }
  },
};

function* products(subject: FormatSubject, datapath: FixedAccumulateDatapath): Iterable<Breach> {
  const { leftCodes, left, rightCodes, right } = operandsOf(subject, datapath);
  const unit = termUnit(datapath);
  const relative = conversionError(datapath, subject);
  const loss = cutLoss(datapath);
  for (let a = 0; a < left.length; a++) {
    for (let b = 0; b < right.length; b++) {
      const wanted = left[a] * right[b];
      const found = termOf(datapath, leftCodes[a], rightCodes[b]) * unit;
      const size = Math.abs(wanted);
      const isSigned = wanted === 0 ? found === 0 : found === 0 || found > 0 === wanted > 0;
      const isClose = Math.abs(found) <= size * (1 + relative) && Math.abs(found) >= size * (1 - relative) - loss;
      if (isSigned && isClose) continue;
      const expected = `${wanted}, within ${relative} of it${loss > 0 ? ` and a cut of ${loss}` : ""}`;
      yield { input: `${datapath.description}: codes ${leftCodes[a]} x ${rightCodes[b]}`, found: String(found), expected };
    }
  }
}
