import type { MacDatapath } from "@lnsim/contracts";
import { log2 } from "@lnsim/elementary";
import { gemmPasses, type Arithmetic, type GemmPass } from "@lnsim/training";

/** Where a window lies, in octaves relative to max|A| max|B|: the product of the two top codes (1 and 1 without scales). */
export interface WindowPlace {
  /** The accumulator's LSB stands for 2^lsbOctave of it. */
  readonly lsbOctave: number;
  /** A sum of 2^clipOctave of it leaves the accumulator. */
  readonly clipOctave: number;
}

export type WindowPlaces = { readonly [Pass in GemmPass]: WindowPlace | null };

/** Where the accumulator's window lies; null for datapaths that have none. */
export function windowPlace(datapath: MacDatapath): WindowPlace | null {
  if (datapath.kind !== "fixed" || typeof datapath.accumulator === "string") return null;
  const { accumulator, productUnit, leftMax = 1, rightMax = 1 } = datapath;
  const lsbOctave = accumulator.lsb + log2(productUnit / (leftMax * rightMax));
  return { lsbOctave, clipOctave: lsbOctave + accumulator.bits - 1 };
}

/** The windows of all passes. */
export function windowPlaces({ datapaths }: Arithmetic): WindowPlaces {
  return Object.fromEntries(gemmPasses.map((pass) => [pass, windowPlace(datapaths[pass])])) as WindowPlaces;
}
