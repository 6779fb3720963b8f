import type { Study } from "../model/study.ts";

/** Kinds of blocks with lanes whose numbers a session knows. */
const kinds: ReadonlySet<string> = new Set(["vectorMac", "gridPe"]);

/** Whether a session knows the numbers in a block's lanes while it multiplies. */
export function hasLanes({ timeline }: Study, block: number): boolean {
  return kinds.has(timeline.layout.blocks[block].kind);
}

/** The block whose lanes form the sums of a block: itself, or what feeds a collector; null: no lanes are known. */
export function laneBlock(study: Study, block: number): number | null {
  if (hasLanes(study, block)) return block;
  if (study.timeline.layout.blocks[block].kind !== "collector") return null;
  const sources = study.links[block].into.map((link) => study.timeline.layout.links[link].from.block);
  return sources.find((source) => hasLanes(study, source)) ?? null;
}
