import { powerOfTwo } from "@lnsim/elementary";
import { convertedConstants, realFactor, type Conversion } from "./conversion.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { productTerms } from "./datapath-terms.ts";
import { isZero, signOf, type LnsLayout } from "./layout.ts";
import type { Multiplier, MultiplierSpec } from "./multiplier.ts";
import { gridExponent, productGrid, type ProductGrid } from "./product-grid.ts";
import { largestError } from "./remainder-multiplier.ts";

/** Fraction bits of the yardstick's significands: products of two, each below 4, are exact in float64. */
const wideFractionBits = 24;

/**
 * A product of converted operands: each exponent e = gamma * q + r becomes the number C[r] * 2^q, with C[r] the constant
 * 2^(r / gamma) rounded to F fraction bits (by hybrid Mitchell where there are fewer constants), and the two numbers are
 * multiplied exactly, as those of a float format are. There is one class: tables have an entry per code, for any gamma.
 */
export function convertedMultiplier({ left, right, values }: MultiplierSpec): Multiplier {
  const shared = productGrid(left, right, values.accumulation);
  const isWide = values.accumulation === "wide";
  const fractionBits = isWide ? wideFractionBits : values.fractionBits;
  const [leftConstants, rightConstants] = [left, right].map((layout) => constantsOf(layout, values, fractionBits));
  const grid: ProductGrid = { ...shared, classes: 1, largestQuotient: topQuotient(left, shared.leftOrigin) + topQuotient(right, shared.rightOrigin) };
  const [leftError, rightError] = [errorOf(leftConstants, left, fractionBits), errorOf(rightConstants, right, fractionBits)];
  const largest = largestOf(leftConstants) * largestOf(rightConstants);
  return {
    grid,
    description: `converted operands (each before the product), ${countsOf(left, right, values)} constants`,
    termsAt: (window) => productTerms({ largest, fractionBits: 2 * fractionBits, isWide }, window),
    conversionError: () => leftError + rightError + leftError * rightError,
    tables(terms) {
      const unit = powerOfTwo(terms.fractionBits - 2 * fractionBits);
      return {
        classes: 1,
        leftFactor: numbersOf(left, leftConstants, shared.leftOrigin),
        leftClass: new Uint8Array(left.codeCount),
        head: numbersOf(right, rightConstants, shared.rightOrigin).map((value) => value * unit),
        tail: null,
      };
    },
  };
}

/** An operand uses no more constants than it has remainders. */
function countOf({ gamma }: LnsLayout, { lut }: DatapathValues): number {
  return Math.min(lut, Math.max(1, gamma));
}

function countsOf(left: LnsLayout, right: LnsLayout, values: DatapathValues): string {
  const of = (layout: LnsLayout): string => `${countOf(layout, values)} of ${Math.max(1, layout.gamma)}`;
  return left.gamma === right.gamma ? of(left) : `${of(left)} and ${of(right)}`;
}

/** What each remainder becomes, an integer in units of 2^-fractionBits. */
function constantsOf(layout: LnsLayout, values: DatapathValues, fractionBits: number): Float64Array {
  const conversion: Conversion = { gamma: layout.gamma, lut: countOf(layout, values), mitchell: values.mitchell };
  if (values.accumulation !== "wide") return convertedConstants(conversion, fractionBits);
  const unit = powerOfTwo(fractionBits);
  return Float64Array.from({ length: Math.max(1, layout.gamma) }, (_, r) => Math.round(realFactor(conversion, r) * unit));
}

function errorOf(constants: Float64Array, { gamma }: LnsLayout, fractionBits: number): number {
  return largestError(constants.map((constant) => constant * powerOfTwo(-fractionBits)), gamma);
}

function largestOf(constants: Float64Array): number {
  return constants.reduce((most, constant) => Math.max(most, constant), 0);
}

function topQuotient({ top, gamma }: LnsLayout, origin: number): number {
  return Math.floor(top / gamma) - origin;
}

/** sign * C[r] * 2^q of every code, q from the origin; 0 for zero. */
function numbersOf(layout: LnsLayout, constants: Float64Array, origin: number): Float64Array {
  return Float64Array.from({ length: layout.codeCount }, (_, code) => {
    if (isZero(layout, code)) return 0;
    const { quotient, remainder } = gridExponent(layout, code, layout.gamma);
    return signOf(layout, code) * powerOfTwo(quotient - origin) * constants[remainder];
  });
}
