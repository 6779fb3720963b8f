import { fixedConstants } from "./conversion.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { exponentOf, isZero, signOf, type LnsLayout } from "./layout.ts";

/** A term in units of 2^-fractionBits smallest products. */
export interface LiteralTerm {
  readonly term: bigint;
  readonly fractionBits: number;
}

/** What a literal term needs besides its codes; `lsb` counts smallest products, `guardBits` of -1 cuts nothing. */
export type LiteralVariant = Pick<DatapathValues, "organisation" | "lut" | "fractionBits" | "lsb" | "guardBits">;

/**
 * The term of two codes as the hardware is drawn, in unbounded integers: exponents brought to the finer grid and added,
 * quotient and remainder split, a one with its low remainder bits shifted, its constant multiplied before or after the
 * cut. Shares nothing with the declared tables but the constants.
 */
export function literalTerm(left: LnsLayout, right: LnsLayout, variant: LiteralVariant, codes: readonly [number, number]): LiteralTerm {
  const { lut, organisation, lsb, guardBits } = variant;
  const gamma = Math.max(left.gamma, right.gamma);
  const remainders = Math.max(1, gamma);
  const lows = remainders / lut;
  const mitchellBits = lows === 1 ? 0 : Math.log2(remainders);
  const fractionBits = variant.fractionBits + mitchellBits;
  const [a, b] = codes;
  if (isZero(left, a) || isZero(right, b)) return { term: 0n, fractionBits };
  const exponent = exponentOf(left, a) * (gamma / left.gamma) + exponentOf(right, b) * (gamma / right.gamma);
  const quotient = Math.floor(exponent / gamma);
  const remainder = gamma < 1 ? 0 : exponent % gamma;
  const low = remainder % lows;
  const one = BigInt(2 ** mitchellBits + low);
  const constant = BigInt(fixedConstants({ gamma, lut, mitchell: "gamma" }, variant.fractionBits)[(remainder - low) / lows]);
  const cut = (magnitude: bigint, pointBits: number) => {
    const dropped = BigInt(guardBits < 0 ? 0 : Math.max(0, lsb - guardBits + pointBits));
    return (magnitude >> dropped) << dropped;
  };
  const shift = BigInt(quotient);
  const inLane = () => cut(((constant * one) >> BigInt(mitchellBits)) << shift, variant.fractionBits) << BigInt(mitchellBits);
  const isLane = organisation === "per-lane-lut" && guardBits >= 0;
  const magnitude = isLane ? inLane() : cut(one << shift, mitchellBits) * constant;
  return { term: signOf(left, a) * signOf(right, b) < 0 ? -magnitude : magnitude, fractionBits };
}
