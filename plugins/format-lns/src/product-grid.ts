import { exponentOf, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";

/**
 * The grid on which the exponents of two operands add up: the finer one of theirs (multi-base LNS: powers of two, so a
 * coarser exponent is shifted, nothing more). Products count from the product of the two operands' origins: their
 * smallest exponents, or, for an operand of more octaves, what lies 112 octaves below its top: every factor and every cut
 * then stays well within double precision, and what lies below is cut by any window.
 */
export interface ProductGrid {
  /** Grid points per octave of products: the larger gamma. */
  readonly gamma: number;
  /** Remainders that left codes have. */
  readonly classes: number;
  /** Whole octaves from one product unit up to the largest product. */
  readonly largestQuotient: number;
  /** Whole octaves from one product unit up to the product of the two maxima (of 1 and 1 without scales). */
  readonly unitQuotient: number;
  /** One product unit, when both operands have max = 1. */
  readonly productUnit: number;
}

/** With it no cut is above 2^256, the largest that the contract's host takes. */
const octavesBelowTop = 112;

/** The grid of products of left and right codes. */
export function productGrid(left: LnsLayout, right: LnsLayout): ProductGrid {
  const gamma = Math.max(left.gamma, right.gamma);
  const origin = originOctave(left) + originOctave(right);
  return {
    gamma,
    classes: Math.max(1, left.gamma),
    largestQuotient: Math.floor(left.top / left.gamma + right.top / right.gamma) - origin,
    unitQuotient: Math.floor(left.unit / left.gamma + right.unit / right.gamma) - origin,
    productUnit: gridPower(gamma * (origin - left.unit / left.gamma - right.unit / right.gamma), gamma),
  };
}

/** Octaves from the smallest exponent of an operand to its origin. */
export function originOctave({ top, gamma }: LnsLayout): number {
  return Math.max(0, Math.floor(top / gamma) - octavesBelowTop);
}

/** An exponent as a shift from the origin and a remainder in [0, gamma) on the grid of the products. */
export interface GridExponent {
  readonly quotient: number;
  readonly remainder: number;
}

/** The exponent of an operand's code on a grid of `gamma` points per octave, `raised` grid points higher. */
export function gridExponent(layout: LnsLayout, code: number, gamma: number, raised = 0): GridExponent {
  const position = exponentOf(layout, code) * (gamma / layout.gamma) + raised;
  const octave = Math.floor(position / gamma);
  return { quotient: octave - originOctave(layout), remainder: position - octave * gamma };
}
