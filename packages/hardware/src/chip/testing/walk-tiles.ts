import { loopBit, variantFlags, type Region, type TileOp } from "../program/tile-op.ts";

/** One tile of an op, as the loops bring it. */
export interface WalkedTile {
  readonly product: number;
  /** Along m, n, k. */
  readonly index: readonly [number, number, number];
  readonly variant: number;
  /** Regions whose tile is another one than before. */
  readonly changed: readonly Region[];
}

/** Every tile of an op one by one: slow, and plain enough to be believed. */
export function walkTiles(op: Pick<TileOp, "trips" | "order" | "products" | "traffic">): WalkedTile[] {
  const walked: WalkedTile[] = [];
  const index: [number, number, number] = [0, 0, 0];
  const trips: [number, number, number] = [1, 1, 1];
  for (const [level, dimension] of op.order.entries()) trips[dimension] = op.trips[level]!;
  const [outer, middle, inner] = op.order;
  let before = new Map<Region, string>();
  for (let product = 0; product < op.products; product++) {
    for (index[outer] = 0; index[outer] < trips[outer]!; index[outer]++) {
      for (index[middle] = 0; index[middle] < trips[middle]!; index[middle]++) {
        for (index[inner] = 0; index[inner] < trips[inner]!; index[inner]++) {
          const places = new Map((["a", "b", "p", "o"] as const).map((region) => [region, placeOf(op.traffic[region].loops, product, index)]));
          const changed = [...places].filter(([region, place]) => before.get(region) !== place).map(([region]) => region);
          walked.push({ product, index: [...index], variant: variantOf(index, trips), changed });
          before = places;
        }
      }
    }
  }
  return walked;
}

function placeOf(loops: number, product: number, index: readonly number[]): string {
  return [product, ...index.map((turn, dimension) => ((loops & loopBit(dimension)) === 0 ? 0 : turn))].join(" ");
}

function variantOf(index: readonly number[], trips: readonly number[]): number {
  const isLast = index.map((turn, dimension) => turn === trips[dimension]! - 1);
  const edges = (isLast[0]! ? variantFlags.edgeM : 0) + (isLast[1]! ? variantFlags.edgeN : 0) + (isLast[2]! ? variantFlags.edgeK + variantFlags.lastK : 0);
  return edges + (index[2] === 0 ? variantFlags.firstK : 0);
}
