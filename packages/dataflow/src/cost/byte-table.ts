import type { Operand } from "../operand.ts";
import type { Dimension, GemmProblem, Sizes } from "../problem.ts";
import { dimensions, idleLoop } from "../reuse.ts";
import { edgeOf, tripsOf } from "../stretch.ts";
import { tileBytes } from "../transfer.ts";

/** Sizes of tiles that are looked at, along every loop. */
export type TileSizes = Readonly<Record<Dimension, readonly number[]>>;

/** Bytes of the tiles of one operand for every pair of sizes along its two loops. */
export interface ByteTable {
  /** Numbers of its loops, 0 to 2 for m, n, k, and how many sizes the second one has. */
  readonly first: number;
  readonly second: number;
  readonly stride: number;
  /** Four numbers a pair: neither the last tile along the first loop (+ 1 if it is) nor along the second (+ 2 if it is). */
  readonly bytes: Float64Array;
  /** Bytes of all tiles together, each counted once. */
  readonly sums: Float64Array;
  /** Bytes of a tile of full size: the largest there is. */
  readonly largest: Float64Array;
}

/** Tabulates {@link tileBytes} of an operand: what a search asks for thousands of times. */
export function byteTable(problem: GemmProblem, operand: Operand, sizes: TileSizes): ByteTable {
  const [first, second] = dimensions.filter((dimension) => dimension !== idleLoop[operand]) as [Dimension, Dimension];
  const pairs = sizes[first].length * sizes[second].length;
  const table: ByteTable = {
    first: dimensions.indexOf(first),
    second: dimensions.indexOf(second),
    stride: sizes[second].length,
    bytes: new Float64Array(pairs * 4),
    sums: new Float64Array(pairs),
    largest: new Float64Array(pairs),
  };
  sizes[first].forEach((i, row) => {
    sizes[second].forEach((j, column) => fillPair(problem, operand, { m: 1, n: 1, k: 1, [first]: i, [second]: j }, table, row * table.stride + column));
  });
  return table;
}

/** Only tiles that occur are counted: along a loop of one tile, that is the last one. */
function fillPair(problem: GemmProblem, operand: Operand, tile: Sizes, table: ByteTable, pair: number): void {
  const [first, second] = [dimensions[table.first]!, dimensions[table.second]!];
  table.largest[pair] = tileBytes(problem, operand, tile);
  for (let edges = 0; edges < 4; edges++) {
    const count = tilesAt(problem[first], tile[first], edges & 1) * tilesAt(problem[second], tile[second], edges >> 1);
    if (count === 0) continue;
    const sizes = { ...tile, [first]: sizeAt(problem[first], tile[first], edges & 1), [second]: sizeAt(problem[second], tile[second], edges >> 1) };
    const bytes = tileBytes(problem, operand, tile, sizes);
    table.bytes[pair * 4 + edges] = bytes;
    table.sums[pair]! += count * bytes;
  }
}

function tilesAt(whole: number, tile: number, isLast: number): number {
  return isLast === 1 ? 1 : tripsOf(whole, tile) - 1;
}

function sizeAt(whole: number, tile: number, isLast: number): number {
  return isLast === 1 ? edgeOf(whole, tile) : tile;
}
