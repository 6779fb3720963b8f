import { deltaOpposite, deltaSame } from "../delta.ts";
import type { DeltaTables } from "../fit/adder-error.ts";
import { integerSegments, type SegmentFit } from "../segments/integer-segments.ts";
import { tabulateOpposite, tabulateSame } from "../segments/segments.ts";

/** How the logarithm of a sum is approximated. */
export type Addition = "pwl" | "lut" | "lut20" | "bit-shift" | "exact";

/** Which tables an adder has. */
export interface AdderChoice {
  readonly addition: Addition;
  /** Of "pwl": where the segments come from. */
  readonly fit: SegmentFit;
  readonly fractionBits: number;
  /** Largest logarithm in grid steps. */
  readonly largest: number;
}

/**
 * The tables of an adder over every difference that two logarithms can have.
 *
 * - "pwl": piecewise linear, slopes powers of two (QAA-LNS).
 * - "lut": 64 entries over 16 octaves, cut to a quarter octave (QAA-LNS, `sum_approx = 0`); each holds the function in the
 *   middle of its quarter, equal logarithms of equal signs give exactly one octave.
 * - "lut20": 20 entries over 10 octaves, the difference rounded to half an octave (Sanyal, Beerel and Chugg,
 *   arXiv 1910.09876); differences below a quarter octave of opposite signs give the smallest magnitude.
 * - "bit-shift": 2^-floor(d) and -1.5 * 2^-floor(d) octaves (the same paper; form unverified).
 * - "exact": the function rounded to the grid.
 */
export function deltaTables(choice: AdderChoice): DeltaTables {
  const { fractionBits, largest } = choice;
  const limit = 2 * largest + 1;
  if (choice.addition === "pwl") {
    const { same, opposite } = integerSegments(choice.fit, fractionBits);
    return { deltaSame: tabulateSame(same).slice(0, limit), deltaOpposite: tabulateOpposite(opposite).slice(0, limit) };
  }
  const { octaves, same, opposite } = approximations[choice.addition];
  const perOctave = 2 ** fractionBits;
  const length = Math.min(limit, octaves(fractionBits) * perOctave);
  const lowest = -2 * largest;
  const entries = (valueOf: (d: number, perOctave: number) => number): Int32Array =>
    Int32Array.from({ length }, (_, d) => Math.max(lowest, roundHalfAway(valueOf(d, perOctave) * perOctave)));
  return { deltaSame: entries(same), deltaOpposite: entries(opposite) };
}

/** An approximation by one value a difference, in octaves; d and perOctave are in grid steps. */
interface Approximation {
  /** Octaves beyond which it is 0. */
  readonly octaves: (fractionBits: number) => number;
  readonly same: (d: number, perOctave: number) => number;
  readonly opposite: (d: number, perOctave: number) => number;
}

const quarterMiddle = (d: number, perOctave: number): number => (Math.floor((4 * d) / perOctave) + 0.5) / 4;
const nearestHalf = (d: number, perOctave: number): number => Math.floor((2 * d) / perOctave + 0.5) / 2;
const powerBelow = (d: number, perOctave: number): number => 2 ** -Math.floor(d / perOctave);

const approximations: { readonly [Name in Exclude<Addition, "pwl">]: Approximation } = {
  lut: {
    octaves: () => 16,
    same: (d, perOctave) => (d === 0 ? 1 : deltaSame(quarterMiddle(d, perOctave))),
    opposite: (d, perOctave) => deltaOpposite(quarterMiddle(d, perOctave)),
  },
  lut20: {
    octaves: () => 10,
    same: (d, perOctave) => (nearestHalf(d, perOctave) < 10 ? deltaSame(nearestHalf(d, perOctave)) : 0),
    opposite: (d, perOctave) => (nearestHalf(d, perOctave) < 10 ? deltaOpposite(nearestHalf(d, perOctave)) : 0),
  },
  "bit-shift": {
    octaves: (fractionBits) => fractionBits + 2,
    same: powerBelow,
    opposite: (d, perOctave) => -1.5 * powerBelow(d, perOctave),
  },
  exact: {
    octaves: (fractionBits) => fractionBits + 2,
    same: (d, perOctave) => deltaSame(d / perOctave),
    opposite: (d, perOctave) => deltaOpposite(d / perOctave),
  },
};

function roundHalfAway(value: number): number {
  return value < 0 ? 0 - Math.floor(0.5 - value) : Math.floor(value + 0.5);
}
