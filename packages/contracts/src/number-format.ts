import type { DatapathFamily } from "./mac-datapath.ts";
import type { Rounding } from "./rounding.ts";

/** Stored integers of a tensor: the narrowest unsigned array that holds a format's codes. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Real values of a tensor, in single or double precision. */
export type Reals = Float32Array | Float64Array;

/**
 * What shares one scale: the tensor; a channel (feature) of it, over all samples; a row (sample, or input of a weight),
 * over all channels; or a vector of neighbours along the reduction of a matrix product.
 */
export type Granularity = "tensor" | "channel" | "row" | "vector";

/** How logarithmic codes meet multiplicative weight updates: magnitudes in octaves below the top code. */
export interface Log2View {
  /** Grid points per octave (the base factor gamma of the format). */
  readonly gridPerOctave: number;
  /**
   * Adds a change to each magnitude on the code grid and stores the nearest code, in place: with k the grid position,
   * k' = clamp(round(k + gridPerOctave * changeOctaves[i])). Signs never change; zero stays zero.
   */
  shift(codes: Codes, changeOctaves: Float64Array, rounding: Rounding): void;
  /** Writes -1, 0 or +1 per code. */
  signs(codes: Codes, out: Float64Array): void;
}

/** Elements whose groups have scales of their own: element i belongs to group floor(i / run) % maxima.length. */
export interface ScaleGroups {
  /** The magnitude that the top code stands for, by group; positive where values are encoded. */
  readonly maxima: Float64Array;
  /** Neighbours in a group; 1 where the columns of a row-major matrix have scales of their own. */
  readonly run: number;
}

/**
 * A number format: how real values become integers of `bits` bits and back.
 *
 * - All work is bulk work: one call per tensor (or per group that shares a scale), never one per element.
 * - `max` is the magnitude that the top code stands for. A format with `scaled: false` ignores it (callers pass 1).
 * - `encode` clamps what lies outside the range, maps NaN to the zero code (or to NaN where the format has one),
 *   and never reads or writes beyond `values.length` elements. `out` is owned by the caller.
 * - `decode(encode(x))` is a fixed point: encoding a decoded value gives the same code.
 * - No result may depend on the platform: no Math.log2, exp or pow on the way to a code or a value.
 */
export interface NumberFormat {
  /** Canonical identifier, `family` or `family:key=value,...`; parsing it again gives the same format. */
  readonly id: string;
  /** Bits of one stored element, scale not included. */
  readonly bits: number;
  /** Number of codes; every code is an integer in [0, codeCount). */
  readonly codeCount: number;
  /** True when values are stored relative to a scale. */
  readonly scaled: boolean;
  /** What may share one scale. */
  readonly granularities: readonly Granularity[];
  /** Elements per scale of a format that fixes it; `granularities` is then ["vector"]. */
  readonly vectorSize?: number;
  /** Bits of one stored scale; 32 when it is left out. */
  readonly scaleBits?: number;
  /**
   * The magnitude that the top code stands for, in a group whose largest magnitude is `largest`, in a tensor whose
   * largest magnitude is `tensorLargest`: for formats whose scales are coarse. Without it the top code stands for
   * `largest` itself. Never 0 unless `largest` is; values beyond it saturate.
   */
  topOf?(largest: number, tensorLargest: number): number;
  /** Smallest and largest non-zero magnitude at max = 1. */
  readonly range: { readonly smallest: number; readonly largest: number };
  /** The code of zero, or null when the format has none (zero is then stored as the smallest magnitude). */
  readonly zeroCode: number | null;
  encode(values: Reals, max: number, rounding: Rounding, out: Codes): void;
  decode(codes: Codes, max: number, out: Reals): void;
  /**
   * `encode` for many groups at once, for speed alone: writes the codes that it gives group by group and returns true,
   * or writes nothing and returns false (the host then goes group by group, as it does where this is missing).
   */
  encodeGroups?(values: Reals, groups: ScaleGroups, rounding: Rounding, out: Codes): boolean;
  /** `decode` for many groups at once, for speed alone: writes the values that it gives group by group. */
  decodeGroups?(codes: Codes, groups: ScaleGroups, out: Reals): void;
  /** Present when the format's codes are logarithms. */
  readonly log2?: Log2View;
  /**
   * A narrower view of stored codes of `source`, computed on the codes alone: fills `out` with codes of this format
   * and returns the magnitude that its top code stands for, as a fraction of the source's `max`.
   * Returns undefined when the pair has no such view (the host then decodes and encodes).
   */
  narrow?(source: NumberFormat, codes: Codes, out: Codes): number | undefined;
  /** How products of this format are accumulated in hardware; absent when the format can only store. */
  readonly datapath?: DatapathFamily;
}

/** A fresh array for `length` codes of `bits` bits. */
export function createCodes(bits: number, length: number): Codes {
  if (bits <= 8) return new Uint8Array(length);
  if (bits <= 16) return new Uint16Array(length);
  return new Uint32Array(length);
}
