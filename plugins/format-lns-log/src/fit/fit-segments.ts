import { deltaOpposite, deltaSame } from "../delta.ts";
import type { Segments } from "../segments/segments.ts";
import { fitSegment } from "./fit-segment.ts";

/** Which of the two functions of an adder: for operands of equal or of opposite signs. */
export type DeltaKind = "same" | "opposite";

/** Intercept of a segment that is too short to be fitted, as the published tables have it. */
export const emptyIntercept = -30;

/**
 * Shifts and intercepts in octaves for given breakpoints in octaves, fitted on the differences that a grid of
 * 2^fractionBits steps an octave has. A segment with fewer than two of them keeps shift 0 and {@link emptyIntercept}.
 */
export function fitSegments(kind: DeltaKind, breakpoints: readonly number[], fractionBits: number): Segments {
  const delta = kind === "same" ? deltaSame : deltaOpposite;
  const perOctave = 2 ** fractionBits;
  const shifts: number[] = [];
  const intercepts: number[] = [];
  let first = kind === "same" ? 0 : 1;
  for (const breakpoint of breakpoints) {
    const last = Math.floor(breakpoint * perOctave);
    const xs = Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) / perOctave);
    const line = xs.length < 2 ? { slopeExponent: 0, intercept: emptyIntercept } : fitSegment(xs, xs.map(delta));
    shifts.push(kind === "same" ? 0 - line.slopeExponent : line.slopeExponent);
    intercepts.push(line.intercept);
    first = Math.max(first, last + 1);
  }
  return { breakpoints, shifts, intercepts };
}
