import type { ParameterDeclarations } from "./parameter.ts";

/** The datapaths a format offers: their parameters, declared once, and the declaration that results. */
export interface DatapathFamily {
  readonly parameters: ParameterDeclarations;
  /** Builds the declaration; throws when the values do not go together. Values are already checked one by one. */
  create(values: { readonly [name: string]: number | string | boolean }): MacDatapath;
}

/**
 * What a multiply-accumulate of the machine computes, declared as data: the host derives the fast kernel,
 * the slow reference and the counted actions from it.
 */
export type MacDatapath = FixedAccumulateDatapath | FloatAccumulateDatapath | LogAccumulateDatapath;

/** How a sum of one vector enters the accumulator: acc = overflow(acc + floor((V + rounding) / 2^shift)). */
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
 * Products of codes are (signed power of two) x (table entry); integer sums of vectors enter an integer accumulator.
 *
 * With a a left code and b a right code, c = leftClass[a] and i = c * codeCount + b, the term of the pair is
 *
 *     trunc(leftFactor[a] * head[i] / 2^cutBits) * 2^cutBits * tail[i]
 *
 * an integer in units of 2^-fractionBits product units (trunc is toward zero; cutBits = 0 cuts nothing).
 * The V of a vector is the exact sum of its `vectorSize` terms; then, once per vector, the accumulator rule applies
 * with shift = accumulator.lsb + fractionBits. The reduction is cut into vectors in ascending order; a missing
 * element of the last vector contributes nothing.
 *
 * Limits that make float64 arithmetic exact, checked by the host: left factors times heads are integers, every |term|
 * times vectorSize is below 2^52 - 2^shift, 1 <= shift <= 40, 2 <= accumulator.bits <= 32.
 *
 * `accumulator: "wide"` is the yardstick: head and tail hold unrounded real constants, terms are added in float64 in
 * ascending order over the whole reduction, nothing is cut, rounded or clamped; the result counts product units.
 */
export interface FixedAccumulateDatapath {
  readonly kind: "fixed";
  /** Name of the variant, for reports: "remainder-bins LUT 8", ... */
  readonly description: string;
  readonly vectorSize: number;
  readonly codeCount: number;
  /** Number of left classes (remainders). */
  readonly classes: number;
  /** Signed power of two per left code, 0 for zero. Length codeCount. */
  readonly leftFactor: Float64Array;
  /** Class of each left code, below `classes`. Length codeCount. */
  readonly leftClass: Uint8Array;
  /** Length classes * codeCount; signs of the right operand are in here. */
  readonly head: Float64Array;
  /** Length classes * codeCount; null where every entry is 1. Never negative. */
  readonly tail: Float64Array | null;
  readonly cutBits: number;
  readonly fractionBits: number;
  readonly accumulator: FixedAccumulator | "wide";
  /** Real value of one product unit when both operands have max = 1. */
  readonly productUnit: number;
  /** Key of the hardware cost record of one `vectorSize`-wide dot product, or null when none is known. */
  readonly costRecord: string | null;
  /** Width in bits of a shifted term as simulated: what a cost record's own window is compared with. */
  readonly windowBits: number;
}

/** Products and sums rounded to a binary floating-point format, one multiply and one add at a time. */
export interface FloatAccumulateDatapath {
  readonly kind: "float";
  readonly description: string;
  /** Operands are exact in this format. */
  readonly operand: "binary32";
  /** Multiply, round, add, round, in ascending order of the reduction index. */
  readonly accumulate: "binary32";
  readonly order: "ascending";
  readonly vectorSize: number;
  readonly costRecord: string | null;
}

/** Sums formed in the logarithmic domain: log2(2^x +- 2^y) = max + delta(|x - y|), on integers. */
export interface LogAccumulateDatapath {
  readonly kind: "log";
  readonly description: string;
  readonly vectorSize: number;
  /** delta for equal signs, indexed by the difference of the logarithms in grid steps; 0 beyond the table. */
  readonly deltaSame: Int32Array;
  /** delta for opposite signs; entry 0 is not used (the sum is zero). */
  readonly deltaOpposite: Int32Array;
  readonly order: "ascending" | "tree-of-16";
  readonly costRecord: string | null;
}
