/** One tile along a loop of `whole` elements that is cut into tiles of `tile`: `size` is `tile`, or less for the last one. */
export interface Stretch {
  readonly whole: number;
  readonly tile: number;
  readonly size: number;
}

/** Tiles along a loop. */
export function tripsOf(whole: number, tile: number): number {
  return Math.ceil(whole / tile);
}

/** Elements of the last tile along a loop; as many as in the others where they divide it. */
export function edgeOf(whole: number, tile: number): number {
  return whole - (tripsOf(whole, tile) - 1) * tile;
}

/**
 * The most units of `unit` consecutive elements that a tile reaches into. One number for all full tiles, wherever they
 * start, so that tiles of equal size cost the same; exact for the last tile and where there is one full tile only.
 *
 * Full tiles start at multiples of g = gcd(tile, unit) within a unit, the least favourable one at unit - g.
 */
export function unitsReached({ whole, tile, size }: Stretch, unit: number): number {
  if (size < tile) return Math.floor((whole - 1) / unit) - Math.floor((whole - size) / unit) + 1;
  if (2 * tile > whole) return Math.ceil(size / unit);
  return 1 + Math.ceil((size - greatestCommonDivisor(tile, unit)) / unit);
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
