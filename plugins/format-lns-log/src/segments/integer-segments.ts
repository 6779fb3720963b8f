import { annealedSegments } from "./annealed.ts";
import { blindSegments, publishedSegments } from "./published.ts";
import { quantizeSegments, type DeltaSegments } from "./segments.ts";

/**
 * Where segments come from: "aware", the published ones of a number of fraction bits, and our own where there are none;
 * "annealed", our own; "blind", the published ones that were fitted without regard to it.
 */
export type SegmentFit = "aware" | "blind" | "annealed";

/** The segments of an adder in grid steps, for 2 to 10 fraction bits. */
export function integerSegments(fit: SegmentFit, fractionBits: number): DeltaSegments {
  const published = fit === "blind" ? blindSegments : fit === "aware" ? publishedSegments[fractionBits] : undefined;
  if (published === undefined) return annealedSegments[fractionBits];
  return { same: quantizeSegments(published.same, fractionBits), opposite: quantizeSegments(published.opposite, fractionBits) };
}
