import type { GemmJob } from "../job/job.ts";
import type { PeGridDescription } from "./description.ts";
import { groupsOf } from "./groups.ts";
import { flitsOf, packetsOf } from "./packets.ts";
import { tilesAhead } from "./plan-gemm.ts";

/**
 * Cycles by which a job begins later that goes on from partial sums, for ranking only: those of the first tiles come to all PEs of
 * a row before its operands do.
 */
export function partialSumsStart(description: PeGridDescription, job: GemmJob): number {
  if (job.readsPartialSums === 0) return 0;
  const { pe, collector, grid, accumulatorBits } = description;
  const m = groupsOf(job.m, pe.lanes, grid.rows);
  const n = groupsOf(job.n, collector.depth, grid.columns);
  const tiles = Math.min(tilesAhead, m.most * n.most);
  return tiles * n.active * packetsOf(description, m.width * n.width * accumulatorBits) * flitsOf(description);
}
