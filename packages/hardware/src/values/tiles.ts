import { loopBit, variantFlags, type TileOp } from "../chip/program/tile-op.ts";

/** A tile as the loops of an op bring it: its place along m, n, k, and what it is like. */
export interface PlacedTile {
  readonly index: readonly [m: number, n: number, k: number];
  readonly variant: number;
}

/** The tiles of one product of an op, in the order of its loops. */
export function* tilesOf({ trips, order }: Pick<TileOp, "trips" | "order">): Generator<PlacedTile> {
  const [outer, middle, inner] = trips;
  for (let i = 0; i < outer; i++) for (let j = 0; j < middle; j++) for (let l = 0; l < inner; l++) yield tileAt(order, trips, [i, j, l]);
}

function tileAt(order: TileOp["order"], trips: TileOp["trips"], turns: readonly number[]): PlacedTile {
  const index: [number, number, number] = [0, 0, 0];
  let variant = 0;
  for (const [level, dimension] of order.entries()) {
    const turn = turns[level]!;
    const isLast = turn === trips[level]! - 1;
    index[dimension] = turn;
    if (isLast) variant |= loopBit(dimension);
    if (dimension !== 2) continue;
    if (turn === 0) variant |= variantFlags.firstK;
    if (isLast) variant |= variantFlags.lastK;
  }
  return { index, variant };
}
