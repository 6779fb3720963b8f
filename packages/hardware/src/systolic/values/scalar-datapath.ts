import type { MacDatapath } from "@lnsim/contracts";

/**
 * The datapath of a PE of one multiplier: products enter the accumulator one at a time, in ascending order of the
 * reduction. A systolic PE computes this of whatever datapath it is given; a numeric engine made for it gives the same bits.
 */
export function scalarDatapath<Datapath extends MacDatapath>(datapath: Datapath): Datapath {
  if (datapath.kind === "fixed") return { ...datapath, vectorSize: 1 };
  return { ...datapath, vectorSize: 1, order: "ascending" };
}
