import { powerOfTwo } from "@lnsim/elementary";
import type { Conversion } from "./conversion.ts";
import { remainderTerms } from "./datapath-terms.ts";
import { gridPower } from "./magnitude.ts";
import type { Multiplier, MultiplierSpec } from "./multiplier.ts";
import { leftTables, rightTables } from "./operand-tables.ts";
import { productGrid } from "./product-grid.ts";

/** A product as a shift by the sum of the exponents: the remainder of the sum selects a constant (LNS-Madam, vector MAC). */
export function remainderMultiplier({ left, right, values }: MultiplierSpec): Multiplier {
  const grid = productGrid(left, right, values.accumulation);
  const conversion: Conversion = { gamma: grid.gamma, lut: values.lut, mitchell: values.mitchell };
  const organisation = values.organisation.replaceAll("-", " ").replace("lut", "LUT");
  return {
    grid,
    description: `${organisation}, ${values.lut} of ${Math.max(1, grid.gamma)} constants`,
    termsAt: (window) => remainderTerms(conversion, values, window),
    conversionError: ({ head, tail, fractionBits }) => largestError(head.map((value, r) => value * (tail?.[r] ?? 1) * powerOfTwo(-fractionBits)), grid.gamma),
    tables: (terms) => ({ classes: grid.classes, ...leftTables(left, grid), ...rightTables(right, grid, terms) }),
  };
}

/** Largest relative error of factors, by remainder, against 2^(r / gamma). */
export function largestError(factors: Float64Array, gamma: number): number {
  return factors.reduce((most, factor, r) => Math.max(most, Math.abs(factor / gridPower(r, Math.max(1, gamma)) - 1)), 0);
}
