/** Regions of the global buffer, each with two halves: operands A and B, what is read per result (P), results (O). */
export const regions = ["a", "b", "p", "o"] as const;
export type Region = (typeof regions)[number];

/** Loops of a tile op, in the order of their bits and strides: m, n, k. */
export const dimensions = ["m", "n", "k"] as const;

/**
 * What a tile is like: a sum of flags. All tiles of an op with the same flags move the same bytes and are the same job.
 * `edgeX`: the last one along x, which may be smaller. `firstK`, `lastK`: opens, closes its results.
 */
export const variantFlags = { edgeM: 1, edgeN: 2, edgeK: 4, firstK: 8, lastK: 16 } as const;
export const variants = 32;

/** Numbers of a transfer in {@link RegionTraffic.transfers}, in order: see there. */
export const transferNumber = { bytes: 0, segmentBytes: 1, strideBytes: 2, stashBytes: 3, stashWords: 4, stashRows: 5 } as const;
export const transferNumbers = 6;

/** How tiles of one region move between the global buffer and memory, or the stash. */
export interface RegionTraffic {
  /** Name of the tensor, or empty where the region is not used. */
  readonly tensor: string;
  /** Which loops choose its tile: bits 1, 2, 4 for m, n, k. A tile is loaded again when one of them moves on. */
  readonly loops: number;
  /** Address in memory of the first tile, and how far apart the tiles are along m, n, k, and from product to product. */
  readonly base: number;
  readonly strides: readonly [m: number, n: number, k: number];
  readonly productStride: number;
  /**
   * For every variant: bytes; of those in memory, bytes of a segment and stride of the segments; and how many of the bytes are the
   * stash's, in how many words and cycles. 0 bytes: nothing moves.
   */
  readonly transfers: Float64Array;
}

/** One op of the outer machine: a loop nest over tiles of the global buffer. */
export interface TileOp {
  readonly name: string;
  readonly pass: number;
  /** Equal for ops that behave alike: everything but names, dependencies and places of tensors. */
  readonly shapeClass: number;
  readonly products: number;
  /** Tiles along the outer, the middle and the inner loop, and which dimension (0, 1, 2: m, n, k) each is. */
  readonly trips: readonly [number, number, number];
  readonly order: readonly [number, number, number];
  readonly traffic: Readonly<Record<Region, RegionTraffic>>;
  /** Number of the job of every variant in the program's list; -1: does not occur. */
  readonly jobs: Int32Array;
  /** Whether every tile leaves its partial sums in memory, because k is not the innermost loop. */
  readonly spills: boolean;
  /** Tiles from one that leaves partial sums to the one that reads them again; 0 where none are spilled. */
  readonly tilesBetweenSpills: number;
  /** Tiles whose results are stored. */
  readonly stores: number;
  /** Ops that have to be stored before tiles of a region may be loaded, and before this one may begin at all. */
  readonly waitsFor: Readonly<Record<"start" | "a" | "b" | "p", readonly number[]>>;
}

/** Bytes that a tile of this variant moves. */
export function bytesOf(traffic: RegionTraffic, variant: number): number {
  return traffic.transfers[variant * transferNumbers]!;
}

/** Whether a dimension's loop has this bit. */
export function loopBit(dimension: number): number {
  return 1 << dimension;
}
