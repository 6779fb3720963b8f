import type { Conversion } from "./conversion.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import type { PlacedTerms } from "./datapath-window.ts";
import type { LnsLayout } from "./layout.ts";
import type { ProductGrid } from "./product-grid.ts";

/** Significant bits of a term's window: from the largest product down to the lowest bit that is kept. */
export function windowBits({ largestQuotient }: ProductGrid, values: DatapathValues, { lsb, guardBits, terms }: PlacedTerms): number {
  if (values.accumulation === "wide") return 53;
  const whole = largestQuotient + 1;
  return whole + (guardBits === "full" ? terms.laneFractionBits : Math.min(terms.laneFractionBits, guardBits - lsb));
}

/** The gate-level record that this lane organisation and its widths are priced by, for vectors of any size, where one exists; windows may differ. */
export function costRecord(left: LnsLayout, right: LnsLayout, values: DatapathValues): string | null {
  const isStudied =
    isStudiedFormat(left) &&
    isStudiedFormat(right) &&
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
export function describe({ gamma, lut }: Conversion, values: DatapathValues, { guardBits }: PlacedTerms): string {
  const organisation = values.organisation.replaceAll("-", " ").replace("lut", "LUT");
  const conversion = `${organisation}, ${lut} of ${Math.max(1, gamma)} constants`;
  if (values.accumulation === "wide") return `${conversion} unrounded, exact accumulation`;
  const accumulator = `${values.accumulatorBits}-bit accumulator at 2^${values.lsb}`;
  return `${conversion} of ${values.fractionBits} bits, ${accumulator}, ${values.rounding}, ${guardBits} guard bits, ${values.overflow}`;
}
