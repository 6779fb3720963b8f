import type { Job } from "../job/job.ts";
import type { ChipProgram } from "./program.ts";
import type { TileOp } from "./tile-op.ts";

/** A tile of a step, in the order in which the array works on them. */
export interface TilePlace {
  /** Index of its op. */
  readonly op: number;
  /** Which of the op's equal products. */
  readonly product: number;
  /** Its index along m, n and k. */
  readonly index: readonly [m: number, n: number, k: number];
  readonly job: Job;
  /** Its number among those of the product, and how many these are. */
  readonly number: number;
  readonly tiles: number;
}

/** The tile of a step with a number, from 0, and the job that the array does for it; null: there are fewer. */
export function tilePlace({ ops, jobs }: ChipProgram, tile: number, job: number): TilePlace | null {
  let before = tile;
  for (const [op, { trips, order, products }] of ops.entries()) {
    const each = trips[0] * trips[1] * trips[2];
    if (before >= each * products) {
      before -= each * products;
      continue;
    }
    const product = Math.floor(before / each);
    const number = before - product * each;
    return { op, product, index: indexOf({ trips, order }, number), job: jobs[job]!, number, tiles: each };
  }
  return null;
}

function indexOf({ trips, order }: Pick<TileOp, "trips" | "order">, tile: number): readonly [number, number, number] {
  const index: [number, number, number] = [0, 0, 0];
  const turns = [Math.floor(tile / trips[2] / trips[1]), Math.floor(tile / trips[2]) % trips[1], tile % trips[2]];
  for (const [level, dimension] of order.entries()) index[dimension] = turns[level]!;
  return index;
}
