import { macsOf, type Op } from "../../workload/operation.ts";
import { passes } from "../../workload/pass.ts";
import { computeActivityNames } from "../compute/state.ts";
import { dmaSlot } from "../dma/state.ts";
import type { Job } from "../job/job.ts";
import type { Chip } from "../machine/build-chip.ts";
import type { ChipProgram } from "../program/program.ts";
import { sumTransfers, tilesByJob, tilesByVariant, type ByRegion } from "../program/tile-counts.ts";
import { regions, variantFlags, variants, type TileOp } from "../program/tile-op.ts";
import { halvesOf, slot } from "../sequencer/state.ts";
import { checkStash } from "./check-stash.ts";
import { compare, counted } from "./compare-counts.ts";

/**
 * The invariants of every run of a chip, beside those of the kernel (activities tile every block's life) and of the
 * array (every job's own books): what the DMA engines moved is what the loop nests say, region by region; the channels
 * and the stash moved as much, and what they fetched beyond is counted; the stash held no more than it can, nor two tensors
 * in one place, and was at work as long as its words take; tiles make up the ops' multiply-accumulates; every result is
 * stored once; nothing is left in flight.
 *
 * @throws Error naming the count and both numbers: a bug of the simulator.
 */
export function checkChip(ops: readonly Op[], program: ChipProgram, chip: Chip): void {
  const traffic = program.ops.map((op) => sumTransfers(op, "bytes"));
  const stashed = program.ops.map((op) => sumTransfers(op, "stashBytes"));
  const byPass = (of: (index: number) => number) => passes.map((_, pass) => program.ops.reduce((sum, op, index) => (op.pass === pass ? sum + of(index) : sum), 0));
  const loads = ({ a, b, p }: ByRegion): number => a + b + p;
  const loaded = byPass((index) => loads(traffic[index]!));
  const stored = byPass((index) => traffic[index]!.o);
  compare("bytes of the load engine", counted(chip, chip.blocks.loadEngine, "bytes"), loaded);
  compare("bytes of the store engine", counted(chip, chip.blocks.storeEngine, "bytes"), stored);
  compare("bytes read by the channels", overChannels(chip, "readBytes"), byPass((index) => loads(traffic[index]!) - loads(stashed[index]!)));
  compare("bytes written by the channels", overChannels(chip, "writtenBytes"), byPass((index) => traffic[index]!.o - stashed[index]!.o));
  checkStash(program, chip);
  for (const [index, op] of ops.entries()) checkTiles(op, program.ops[index]!, program.jobs);
  checkJobs(program, chip);
  checkRest(chip);
}

function overChannels(chip: Chip, name: string): readonly number[] {
  const parts = chip.blocks.channels.map((channel) => counted(chip, channel, name));
  return passes.map((_, pass) => parts.reduce((sum, part) => sum + part[pass]!, 0));
}

/** Tiles of an op add up to it: multiply-accumulates, and results by their last tile of k. */
function checkTiles(op: Op, tileOp: TileOp, jobs: readonly Job[]): void {
  const counts = tilesByVariant(tileOp);
  let macs = 0;
  let results = 0;
  for (let variant = 0; variant < variants; variant++) {
    const job = counts[variant] === 0 ? undefined : jobs[tileOp.jobs[variant]!];
    if (job === undefined) continue;
    if (job.kind === "gemm") macs += counts[variant]! * job.m * job.n * job.k;
    if (job.kind === "vector") results += counts[variant]! * job.elements;
    else if ((variant & variantFlags.lastK) !== 0) results += counts[variant]! * job.m * job.n;
  }
  const expected = op.kind === "gemm" ? op.m * op.n * (op.count ?? 1) : op.elements;
  if (macs !== macsOf(op) || results !== expected) {
    throw new Error(`${op.name}: its tiles have ${macs} multiply-accumulates and ${results} results, the op ${macsOf(op)} and ${expected}`);
  }
}

/** Every job was done as often as the loops have it, and the array was at work as long as they take. */
function checkJobs(program: ChipProgram, { kernel, blocks, runner }: Chip): void {
  const done = kernel.counters(blocks.array);
  let cycles = 0;
  for (const [job, expected] of tilesByJob(program).entries()) {
    if (done[`job${job}`] !== expected) throw new Error(`the array did job ${job} ${done[`job${job}`]} times, and the loop nests have it ${expected} times`);
    cycles += expected * runner.taken(job).cycles;
  }
  const worked = kernel.activityCycles(blocks.array, computeActivityNames.indexOf("job"));
  if (worked !== cycles) throw new Error(`the array was at work in ${worked} cycles, and its jobs take ${cycles}`);
}

/** Nothing is left on its way, and no half of the global buffer in use. */
function checkRest({ kernel, blocks }: Chip): void {
  const left = (block: number, at: number, what: string): void => {
    const count = kernel.state[kernel.base(block) + at]!;
    if (count !== 0) throw new Error(`${what} at the end of the run: ${count}`);
  };
  left(blocks.loadEngine, dmaSlot.underWay, "transfers of the load engine");
  left(blocks.storeEngine, dmaSlot.underWay, "transfers of the store engine");
  left(blocks.sequencer, slot.inFlight, "loads that the sequencer waits for");
  left(blocks.sequencer, slot.jobs, "jobs that are not done");
  for (const [index, at] of halvesOf.entries()) left(blocks.sequencer, at, `halves of region ${regions[index]} in use`);
}
