import { tilesByVariant } from "../program/tile-counts.ts";
import { bytesOf, transferNumbers, variantFlags, variants, type Region, type RegionTraffic, type TileOp } from "../program/tile-op.ts";

/** A region of an op that is made up: which loops choose its tile, which variants move anything, and how many bytes. */
export interface RegionOptions {
  readonly loops: number;
  readonly bytes: number;
  /** Of them in the stash, as many words and cycles. Default 0. */
  readonly stashBytes?: number;
  readonly base?: number;
  readonly strides?: readonly [m: number, n: number, k: number];
  readonly productStride?: number;
  readonly moves?: (variant: number) => boolean;
}

/** What {@link tileOpOf} is given; everything left out is as in a pass of one tile that reads A and writes O. */
export interface TileOpOptions {
  readonly trips?: readonly [number, number, number];
  readonly order?: readonly [number, number, number];
  readonly products?: number;
  readonly regions?: Partial<Record<Region, RegionOptions>>;
  readonly waitsFor?: Partial<TileOp["waitsFor"]>;
  readonly tilesBetweenSpills?: number;
  readonly job?: number;
  readonly pass?: number;
}

/** An op of the outer machine that no product or pass stands behind. All its tiles are the same job. */
export function tileOpOf(options: TileOpOptions = {}): TileOp {
  const { trips = [1, 1, 1], order = [0, 1, 2], products = 1, waitsFor, tilesBetweenSpills = 0, job = 0, pass = 0 } = options;
  const regions = options.regions ?? { a: { loops: 7, bytes: 64 }, o: { loops: 7, bytes: 32 } };
  const traffic = Object.fromEntries((["a", "b", "p", "o"] as const).map((region) => [region, trafficOf(regions[region])])) as Record<Region, RegionTraffic>;
  const own = { trips, order, products };
  const counts = tilesByVariant(own);
  const stores = Array.from({ length: variants }, (_, variant) => (bytesOf(traffic.o, variant) > 0 ? counts[variant]! : 0)).reduce((sum, count) => sum + count, 0);
  return {
    ...own,
    name: "made up",
    pass,
    shapeClass: 0,
    traffic,
    jobs: new Int32Array(variants).fill(job),
    spills: tilesBetweenSpills > 0,
    tilesBetweenSpills,
    stores,
    waitsFor: { start: [], a: [], b: [], p: [], ...waitsFor },
  };
}

function trafficOf({ loops, bytes, stashBytes = 0, base = 0, strides = [0, 0, 0], productStride = 0, moves = () => true }: RegionOptions = { loops: 0, bytes: 0 }): RegionTraffic {
  const transfers = new Float64Array(variants * transferNumbers);
  for (let variant = 0; variant < variants; variant++) if (moves(variant)) transfers.set([bytes, bytes, bytes, stashBytes, stashBytes, stashBytes], variant * transferNumbers);
  return { tensor: "", loops, base, strides, productStride, transfers };
}

/** Whether a tile opens, closes its results. */
export const isFirstK = (variant: number): boolean => (variant & variantFlags.firstK) !== 0;
export const isLastK = (variant: number): boolean => (variant & variantFlags.lastK) !== 0;
