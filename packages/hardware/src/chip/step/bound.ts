import type { CyclesByName, LowerBound, MachineTiming } from "../../timing/machine-timing.ts";
import { macsOf, type Op } from "../../workload/operation.ts";
import type { JobRunner } from "../compute/job-runner.ts";
import { memoryBytes, sumTransfers } from "../program/tile-counts.ts";
import type { TileOp } from "../program/tile-op.ts";
import { jobsOf } from "./job-sums.ts";

/** What stalls of the array are called as bounds. */
const named: { readonly [cause: string]: string } = { "B port": "B stream" };

/** What takes most of an op's time: the multipliers, the unit of a pass, or what they waited for: DRAM, unless all that the op moves is in the stash. */
export function boundOf(op: Op, tileOp: TileOp, { work, stalls }: { readonly work: number; readonly stalls: CyclesByName }): string {
  const worker = op.kind === "gemm" ? "compute" : op.kind === "update" ? "update" : "PPU";
  const cycles = new Map<string, number>([[worker, work]]);
  const { a, b, p, o } = memoryBytes(tileOp);
  const outside = a + b + p + o === 0 ? "stash" : "DRAM";
  for (const [cause, stalled] of Object.entries(stalls)) {
    const name = cause === "memory" || cause === "store" ? outside : (named[cause] ?? cause);
    cycles.set(name, (cycles.get(name) ?? 0) + stalled);
  }
  return [...cycles].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** Cycles that an op cannot be below on this machine: its multiply-accumulates, its bytes at the rate of memory, those of the stash, its jobs. */
export function lowerBoundOf(op: Op, tileOp: TileOp, { peak, runner }: { readonly peak: MachineTiming["peak"]; readonly runner: JobRunner }): LowerBound {
  const { a, b, p, o } = memoryBytes(tileOp);
  const rows = sumTransfers(tileOp, "stashRows");
  const bounds: readonly LowerBound[] = [
    { by: "multiply-accumulates", cycles: Math.ceil(macsOf(op) / peak.macsPerCycle) },
    { by: "DRAM bytes", cycles: Math.ceil((a + b + p + o) / (peak.memoryBytesPerCycle ?? Infinity)) },
    { by: "stash bytes", cycles: rows.a + rows.b + rows.p + rows.o },
    { by: "jobs of the array", cycles: op.kind === "gemm" ? 0 : jobsOf(tileOp).reduce((sum, [job, tiles]) => sum + tiles * runner.taken(job).cycles, 0) },
  ];
  return bounds.reduce((most, bound) => (bound.cycles > most.cycles ? bound : most));
}
