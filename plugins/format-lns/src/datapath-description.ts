import type { DatapathValues } from "./datapath-parameters.ts";
import type { PlacedTerms } from "./datapath-window.ts";
import type { LnsLayout } from "./layout.ts";
import type { Multiplier } from "./multiplier.ts";

/** Significant bits of a term's window: from the largest product down to the lowest bit that is kept. */
export function windowBits({ grid }: Multiplier, values: DatapathValues, { lsb, guardBits, terms }: PlacedTerms): number {
  if (values.accumulation === "wide") return 53;
  // The product of two significands, each below 2, may have one more whole bit.
  const whole = grid.largestQuotient + (values.organisation === "converted-operands" ? 2 : 1);
  return whole + (guardBits === "full" ? terms.laneFractionBits : Math.min(terms.laneFractionBits, guardBits - lsb));
}

/** The gate-level record that this lane organisation and its widths are priced by, for vectors of any size, where one exists; windows may differ. */
export function costRecord(left: LnsLayout, right: LnsLayout, values: DatapathValues): string | null {
  const isStudied =
    isStudiedFormat(left) &&
    isStudiedFormat(right) &&
    values.organisation !== "converted-operands" &&
    values.accumulation === "fixed" &&
    values.accumulatorBits === 24 &&
    values.fractionBits === 8;
  if (!isStudied) return null;
  return values.organisation === "remainder-bins" ? `lns8_bin${values.lut}` : `lns8_lut${values.lut}`;
}

function isStudiedFormat({ storedBits, gamma, scaled }: LnsLayout): boolean {
  return storedBits === 8 && gamma === 8 && scaled;
}

/** The variant in words, for reports. */
export function describe({ description }: Multiplier, values: DatapathValues, { guardBits }: PlacedTerms): string {
  const isConverted = values.organisation === "converted-operands";
  if (values.accumulation === "wide") return `${description} ${isConverted ? "of 25 significant bits" : "unrounded"}, exact accumulation`;
  const accumulator = `${values.accumulatorBits}-bit accumulator at 2^${values.lsb}`;
  return `${description} of ${values.fractionBits} bits, ${accumulator}, ${values.rounding}, ${guardBits} guard bits, ${values.overflow}`;
}
