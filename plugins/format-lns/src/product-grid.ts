import { exponentOf, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";

/**
 * The grid on which the exponents of two operands add up: the finer one of theirs (multi-base LNS: powers of two, so a
 * coarser exponent is shifted, nothing more). Products count from the product of the two operands' origins: their
 * smallest exponents, or, for an operand of more octaves than the reach, what lies that far below its top.
 */
export interface ProductGrid {
  /** Grid points per octave of products: the larger gamma. */
  readonly gamma: number;
  /** Remainders that left codes have. */
  readonly classes: number;
  /** Octaves from the smallest exponent of a left operand to its origin. */
  readonly leftOrigin: number;
  readonly rightOrigin: number;
  /** Whole octaves from one product unit up to the largest product. */
  readonly largestQuotient: number;
  /** Whole octaves from one product unit up to the product of the two maxima (of 1 and 1 without scales). */
  readonly unitQuotient: number;
  /** One product unit, when both operands have max = 1. */
  readonly productUnit: number;
}

/**
 * Octaves of an operand below its top that count as shifts of a one.
 * Under a window, what lies lower is cut in any case, and no cut is above 2^256, the most that the contract's host takes.
 * With wide accumulation, products of operands of 1000 octaves each are normal doubles.
 */
const originReach = { fixed: 112, wide: 500 } as const;

/** The grid of products of left and right codes. */
export function productGrid(left: LnsLayout, right: LnsLayout, accumulation: "fixed" | "wide" = "fixed"): ProductGrid {
  const gamma = Math.max(left.gamma, right.gamma);
  const reach = originReach[accumulation];
  const leftOrigin = originOctave(left, reach);
  const rightOrigin = originOctave(right, reach);
  const origin = leftOrigin + rightOrigin;
  return {
    gamma,
    classes: Math.max(1, left.gamma),
    leftOrigin,
    rightOrigin,
    largestQuotient: Math.floor(left.top / left.gamma + right.top / right.gamma) - origin,
    unitQuotient: Math.floor(left.unit / left.gamma + right.unit / right.gamma) - origin,
    productUnit: gridPower(gamma * (origin - left.unit / left.gamma - right.unit / right.gamma), gamma),
  };
}

function originOctave({ top, gamma }: LnsLayout, reach: number): number {
  return Math.max(0, Math.floor(top / gamma) - reach);
}

/** An exponent as whole octaves and a remainder in [0, gamma) on the grid of the products. */
export interface GridExponent {
  readonly quotient: number;
  readonly remainder: number;
}

/** The exponent of an operand's code on a grid of `gamma` points per octave, `raised` grid points higher. */
export function gridExponent(layout: LnsLayout, code: number, gamma: number, raised = 0): GridExponent {
  const position = exponentOf(layout, code) * (gamma / layout.gamma) + raised;
  const quotient = Math.floor(position / gamma);
  return { quotient, remainder: position - quotient * gamma };
}
