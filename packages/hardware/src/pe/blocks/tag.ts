/**
 * What a slice is, in one word: pass index (3 bits), whether it opens and whether it closes its tile (1 bit each), valid
 * lanes and valid terms (11 bits each, both at most 1,024).
 */
export function packTag(pass: number, edges: number, lanes: number, depth: number): number {
  return pass + edges * 8 + lanes * 32 + depth * 65536;
}

/** Edges of a slice: the first of its tile, the last of its tile, added up. */
export const firstOfTile = 1;
export const lastOfTile = 2;

/** Index into `passes`. */
export function passOf(tag: number): number {
  return tag & 7;
}

/** Whether the slice is the first of its tile: its results are written without reading what was there. */
export function isFirstSlice(tag: number): boolean {
  return (tag & 8) !== 0;
}

/** Whether the slice is the last of its tile. */
export function isLastSlice(tag: number): boolean {
  return (tag & 16) !== 0;
}

/** Lanes with a valid output row. */
export function lanesOf(tag: number): number {
  return (tag >>> 5) & 2047;
}

/** Valid terms of a lane's dot product. */
export function depthOf(tag: number): number {
  return (tag >>> 16) & 2047;
}
