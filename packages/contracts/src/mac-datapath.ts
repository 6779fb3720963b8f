import type { NumberFormat } from "./number-format.ts";
import type { ParameterDeclarations } from "./parameter.ts";

/** Values of a datapath's parameters by name. */
export type DatapathParameterValues = { readonly [name: string]: number | string | boolean };

/** The datapaths a format offers: their parameters, declared once, and the declaration that results. */
export interface DatapathFamily {
  readonly parameters: ParameterDeclarations;
  /**
   * Builds the declaration for left operands of this format and right operands of `right` (this format itself when it
   * is left out; known by its `id`). Throws when the values do not go together, or when the two cannot be multiplied.
   *
   * Values are already checked one by one. Without `right` they are complete; with another format on the right they
   * are those that a user has set, since a pair has defaults of its own (the position of the accumulator, say).
   */
  create(values: DatapathParameterValues, right?: NumberFormat): MacDatapath;
}

/**
 * What a multiply-accumulate of the machine computes, declared as data: the host derives the fast kernel,
 * the slow reference and the counted actions from it.
 */
export type MacDatapath = FixedAccumulateDatapath | FloatAccumulateDatapath | LogAccumulateDatapath;

/** How a sum of one vector enters an integer accumulator: acc = overflow(acc + floor((V + rounding) / 2^shift)). */
export interface FixedAccumulator {
  /** Width in bits, two's complement. */
  readonly bits: number;
  /** Weight of the accumulator's least significant bit: 2^lsb product units. */
  readonly lsb: number;
  /** "half-up" adds half an LSB before the floor; "floor" adds nothing. */
  readonly rounding: "half-up" | "floor";
  readonly overflow: "saturate" | "wrap";
}

/**
 * Products of codes are exact up to a cut, integer sums of vectors enter an accumulator.
 *
 * With a a left code and b a right code, c = leftClass[a] and i = c * rightCodeCount + b, the term of the pair is
 *
 *     trunc(leftFactor[a] * head[i] / 2^cutBits) * 2^cutBits * tail[i]
 *
 * an integer in units of 2^-fractionBits product units (trunc is toward zero; cutBits = 0 cuts nothing).
 * The V of a vector is the exact sum of its `vectorSize` terms. The reduction is cut into vectors in ascending order; a
 * missing element of the last vector contributes nothing. Once per vector, V enters the accumulator:
 *
 * - an integer accumulator by its rule, with shift = accumulator.lsb + fractionBits;
 * - "binary32": acc = round32(acc + round32(V * productUnit * 2^-fractionBits)), the products of the second factor
 *   formed exactly (they are scales by powers of two in every format that ships); the result is a real value;
 * - "wide", the yardstick: head and tail hold unrounded real constants, terms are added in float64 in ascending order
 *   over the whole reduction, nothing is cut, rounded or clamped; the result counts product units.
 *
 * Operands may carry a scale per vector (see `GemmOperands` of the numerics): V is then multiplied, in float64, by the
 * product of its two vectors' scales before it enters the accumulator.
 *
 * Limits that make float64 arithmetic exact, checked by the host: left factors times heads are exact in float64 and,
 * once cut, integers; every |term| / 2^cutBits times vectorSize is below 2^52 - 2^(shift - cutBits);
 * 1 <= shift <= 40 after the cut is taken off both; 2 <= accumulator.bits <= 32.
 */
export interface FixedAccumulateDatapath {
  readonly kind: "fixed";
  /** Name of the variant, for reports: "remainder-bins LUT 8", ... */
  readonly description: string;
  readonly vectorSize: number;
  /** Codes of the format on the left. */
  readonly leftCodeCount: number;
  /** Codes of the format on the right. */
  readonly rightCodeCount: number;
  /** Number of left classes: remainders of a logarithm; 1 where products need no table. */
  readonly classes: number;
  /** Signed factor per left code, 0 for zero: a power of two, or the whole value where there is one class. Length leftCodeCount. */
  readonly leftFactor: Float64Array;
  /** Class of each left code, below `classes`. Length leftCodeCount. */
  readonly leftClass: Uint8Array;
  /** Length classes * rightCodeCount; signs of the right operand are in here. */
  readonly head: Float64Array;
  /** Length classes * rightCodeCount; null where every entry is 1. Never negative. */
  readonly tail: Float64Array | null;
  /**
   * Largest relative error of a term, before the cut, against the product of the two values that its codes decode to.
   * Left out it is 0 with one class, and not stated with several.
   */
  readonly conversionError?: number;
  readonly cutBits: number;
  readonly fractionBits: number;
  readonly accumulator: FixedAccumulator | "binary32" | "wide";
  /**
   * Real value of one product unit when the left operand has max = leftMax and the right one max = rightMax; a power of
   * two with a "binary32" accumulator.
   */
  readonly productUnit: number;
  /**
   * The max at which the values of left codes are powers of two times integers; 1 where it is left out. An operand's
   * scale, per vector or not, is its max / leftMax (right: rightMax).
   */
  readonly leftMax?: number;
  /** The same for right codes. */
  readonly rightMax?: number;
  /** Key of the hardware cost record of one `vectorSize`-wide dot product, or null when none is known. */
  readonly costRecord: string | null;
  /** Width in bits of a shifted term as simulated: what a cost record's own window is compared with. */
  readonly windowBits: number;
}

/** Products and sums rounded to a binary floating-point format, one multiply and one add at a time. */
export interface FloatAccumulateDatapath {
  readonly kind: "float";
  readonly description: string;
  /** Operands are exact in this format (narrower formats are, too). */
  readonly operand: "binary32";
  /**
   * The `max` at which left codes of a scaled format are decoded: a power of two times their largest own value, so that
   * operands are exact and sums in range. The result counts (max of the tensor / leftMax), and likewise on the right.
   * Left out for formats without a scale.
   */
  readonly leftMax?: number;
  /** The same for right codes. */
  readonly rightMax?: number;
  /** Multiply, round to this format, add, round to this format. Nearest, ties to even; overflow gives infinities. */
  readonly accumulate: "binary32" | "binary16" | "bfloat16";
  /** Ascending order of the reduction index, or pairwise within each vector and then ascending over the vectors. */
  readonly order: "ascending" | "vector-tree";
  readonly vectorSize: number;
  readonly costRecord: string | null;
}

/**
 * Sums formed in the logarithmic domain: log2(2^x +- 2^y) = max + delta(|x - y|), on integers of `fractionBits` bits
 * after the point.
 *
 * A code has bit (bits - 1) set for zero, bit (bits - 2) set for a negative value, and below it the logarithm in two's
 * complement; the only zero is 2^(bits-1) + the smallest logarithm, positive. With MAX = 2^(bits-3) - 1:
 *
 * - product: zero if either is; else the sum of the logarithms clamped to +-MAX, signs multiplied;
 * - sum: the other operand if one is zero; else with d = |x - y|, max + delta[d] clamped to +-MAX with the sign of the
 *   larger logarithm (of the second operand on a tie), delta taken from the table of equal or of opposite signs; zero
 *   when signs differ and d = 0;
 * - order of a reduction: "ascending", or "tree-of-16": blocks of 16 (padded with zeros) by halves (j += j + 8, 4, 2,
 *   1), then the blocks' sums in the same way.
 */
export interface LogAccumulateDatapath {
  readonly kind: "log";
  readonly description: string;
  readonly vectorSize: number;
  /** Width of a code, sign and zero flag included. */
  readonly bits: number;
  readonly fractionBits: number;
  /** delta for equal signs, indexed by the difference of the logarithms in grid steps; 0 beyond the table. */
  readonly deltaSame: Int32Array;
  /** delta for opposite signs; entry 0 is added too, but the zero flag wins. */
  readonly deltaOpposite: Int32Array;
  /**
   * exp(-2^(x / 2^fractionBits)) as a logarithm, for x from the smallest to the largest logarithm: the exponential of
   * softmax, whose arguments are not positive.
   */
  readonly exponential: Int32Array;
  readonly order: "ascending" | "tree-of-16";
  readonly costRecord: string | null;
}
