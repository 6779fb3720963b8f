import type { Mapping } from "./mapping.ts";
import type { Operand } from "./operand.ts";
import type { GemmProblem, Sizes } from "./problem.ts";
import { spillsPartialSums } from "./reuse.ts";
import { tripsOf } from "./stretch.ts";
import { tileBytes } from "./transfer.ts";

/** Bytes that one half of every region of the global buffer has to hold; all halves together take `totalBytes`. */
export interface Footprint {
  readonly aBytes: number;
  readonly bBytes: number;
  /** What is read per result: masks, and partial sums where they come back from memory. */
  readonly readBytes: number;
  /** Results; as wide as partial sums where a result is made in several tiles of k. */
  readonly outBytes: number;
  readonly totalBytes: number;
}

/** What a mapping takes of the global buffer: no tile takes more than one of full size. */
export function footprintOf(problem: GemmProblem, { tile, order }: Mapping): Footprint {
  const trips = tripsOfTile(problem, tile);
  const largest = (operand: Operand): number => tileBytes(problem, operand, tile);
  const partialSums = trips.k > 1 ? largest("partialSums") : 0;
  const aBytes = largest("a");
  const bBytes = largest("b");
  const readBytes = largest("mask") + (spillsPartialSums(order, trips) ? partialSums : 0);
  const outBytes = Math.max(largest("out"), partialSums);
  return { aBytes, bBytes, readBytes, outBytes, totalBytes: 2 * (aBytes + bBytes + readBytes + outBytes) };
}

/** Tiles along each loop. */
export function tripsOfTile(problem: GemmProblem, tile: Sizes): Sizes {
  return { m: tripsOf(problem.m, tile.m), n: tripsOf(problem.n, tile.n), k: tripsOf(problem.k, tile.k) };
}
