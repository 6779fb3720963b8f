import { LnsimError } from "@lnsim/contracts";
import { largestQuotient, type DatapathValues } from "./datapath-parameters.ts";
import type { RemainderTerms } from "./datapath-terms.ts";
import type { LnsLayout } from "./layout.ts";

/** Limits of the contract under which float64 arithmetic on terms and sums is exact. */
const exactBits = 52;
const largestShift = 40;

/**
 * Refuses a table size that is not a power of two up to gamma.
 *
 * @throws LnsimError that names the parameter
 */
export function checkLut(layout: LnsLayout, lut: number): void {
  const largest = Math.max(1, layout.gamma);
  if (lut <= largest && (lut & (lut - 1)) === 0) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the high bits of a remainder select a constant, so their number is a power of two",
    path: "datapath.lut",
    found: String(lut),
    expected: `a power of two up to gamma (${largest})`,
    remedy: "choose another lut",
  });
}

/**
 * Refuses values whose terms, sums or window leave the range in which they are computed exactly.
 *
 * @throws LnsimError that names the parameter
 */
export function checkLimits(layout: LnsLayout, values: DatapathValues, terms: RemainderTerms): void {
  if (values.accumulation === "wide") return;
  const { fractionBits, cutBits, head, tail } = terms;
  const shift = values.lsb + fractionBits;
  const factor = head.reduce((most, value, r) => Math.max(most, tail === null ? value : value * tail[r]), 0);
  const sum = factor * 2 ** largestQuotient(layout) * values.vectorSize;
  if (sum >= 2 ** exactBits - 2 ** Math.max(0, shift)) {
    const sumBits = largestQuotient(layout) + bitLength(factor * values.vectorSize);
    refuse("fractionBits", `${values.fractionBits}: sums of ${sumBits} bits`, `sums below ${exactBits} bits`, windowRemedy);
  }
  if (shift < 1 || shift > largestShift) {
    const expected = `${1 - fractionBits} to ${largestShift - fractionBits}, with products of ${fractionBits} fraction bits`;
    refuse("lsb", values.lsb, expected, "move datapath.lsb, or lower datapath.fractionBits");
  }
  if (cutBits > largestShift) refuse("guardBits", values.guardBits, `at least ${values.guardBits + cutBits - largestShift}`, windowRemedy);
}

const windowRemedy = "lower datapath.fractionBits, raise gamma or lower bits of the format, or set datapath.accumulation to wide";

function bitLength(value: number): number {
  let bits = 0;
  while (2 ** bits <= value) bits++;
  return bits;
}

function refuse(parameter: string, found: number | string, expected: string, remedy: string): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: "this datapath cannot be computed exactly",
    path: `datapath.${parameter}`,
    found: String(found),
    expected,
    remedy,
  });
}
