import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";

/** A datapath of logarithmic codes for tests, built from the definition, apart from any number format we ship. */
export interface LnsVariant {
  /** Bits of a code: one sign, the rest the exponent in steps of 1 / gamma octaves. */
  readonly bits: number;
  /** A power of two. */
  readonly gamma: number;
  /** Table entries of the conversion to linear, a power of two up to gamma: below gamma the rest is Mitchell's line. */
  readonly lut: number;
  readonly organisation: "remainder-bins" | "per-lane-lut";
  readonly constantBits: number;
  /** Bits kept below the accumulator's LSB, or "full". */
  readonly guardBits: number | "full";
  readonly vectorSize: number;
  readonly accumulator: FixedAccumulator | "wide";
}

/** The machine's usual datapath: 8 bits, gamma 8, exact conversion, 24-bit saturating accumulator of LSB 2^16. */
export const lns8: LnsVariant = {
  bits: 8,
  gamma: 8,
  lut: 8,
  organisation: "remainder-bins",
  constantBits: 8,
  guardBits: "full",
  vectorSize: 32,
  accumulator: { bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" },
};

/** The code's exponent, sign and whether it is the zero code (negative, exponent 0). */
export function splitCode(variant: LnsVariant, code: number): { exponent: number; sign: number; isZero: boolean } {
  const signBit = 1 << (variant.bits - 1);
  const exponent = code & (signBit - 1);
  return { exponent, sign: (code & signBit) === 0 ? 1 : -1, isZero: code === signBit };
}

/** A product's conversion to linear: significand = (gamma or 1 + Mitchell bits) in units, constant of its table entry. */
export function convert(variant: LnsVariant, remainder: number): { significand: number; constant: number } {
  const { gamma, lut, constantBits, accumulator } = variant;
  const lowCount = gamma / lut;
  const low = remainder % lowCount;
  const exact = 2 ** ((remainder - low) / gamma);
  const constant = accumulator === "wide" ? exact : Math.round(exact * 2 ** constantBits);
  const significand = lut === gamma ? 1 : gamma + low;
  return { significand, constant };
}

/** Fraction bits of a term: those of the constant (none without a constant) and of Mitchell's line. */
export function fractionBitsOf(variant: LnsVariant): number {
  const { gamma, lut, constantBits, accumulator } = variant;
  const mitchellBits = lut === gamma ? 0 : Math.log2(gamma);
  if (accumulator === "wide") return 0;
  return constantBits + mitchellBits;
}

/** Builds the declaration by computing every product of classes. */
export function buildLnsDatapath(variant: LnsVariant): FixedAccumulateDatapath {
  const { bits, gamma, lut, organisation, guardBits, vectorSize, accumulator } = variant;
  const codeCount = 2 ** bits;
  const leftFactor = new Float64Array(codeCount);
  const leftClass = new Uint8Array(codeCount);
  const head = new Float64Array(gamma * codeCount);
  const tail = new Float64Array(gamma * codeCount);
  const wideUnit = accumulator === "wide" && lut !== gamma ? 1 / gamma : 1;
  for (let code = 0; code < codeCount; code++) {
    const { exponent, sign, isZero } = splitCode(variant, code);
    leftClass[code] = exponent % gamma;
    leftFactor[code] = isZero ? 0 : sign * 2 ** Math.floor(exponent / gamma);
    for (let left = 0; left < gamma; left++) {
      const remainder = left + (exponent % gamma);
      const { significand, constant } = convert(variant, remainder % gamma);
      const power = 2 ** (Math.floor(exponent / gamma) + Math.floor(remainder / gamma));
      const signed = isZero ? 0 : sign * power * wideUnit;
      const at = left * codeCount + code;
      head[at] = signed * significand * (organisation === "per-lane-lut" ? constant : 1);
      tail[at] = organisation === "per-lane-lut" ? 1 : constant;
    }
  }
  const fractionBits = fractionBitsOf(variant);
  const headBits = organisation === "per-lane-lut" ? fractionBits : fractionBits - variant.constantBits;
  const cutBits = accumulator === "wide" || guardBits === "full" ? 0 : Math.max(0, accumulator.lsb - guardBits + headBits);
  return {
    kind: "fixed",
    description: `${organisation} LUT ${lut}`,
    vectorSize,
    leftCodeCount: codeCount,
    rightCodeCount: codeCount,
    classes: gamma,
    leftFactor,
    leftClass,
    head,
    tail: organisation === "per-lane-lut" ? null : tail,
    cutBits,
    fractionBits,
    accumulator,
    productUnit: 1,
    costRecord: null,
    windowBits: 0,
  };
}
