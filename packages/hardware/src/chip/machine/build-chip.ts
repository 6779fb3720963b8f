import { MachineBuilder, type ExactMode, type Kernel } from "@lnsim/kernel";
import { computeBlock } from "../compute/block.ts";
import { JobRunner } from "../compute/job-runner.ts";
import { dmaEngine } from "../dma/block.ts";
import { dramChannel } from "../dram/block.ts";
import { epochKeys } from "../program/epoch-keys.ts";
import { addressSpan } from "../dram/address.ts";
import { channelConstants, channelInitial } from "../dram/initial.ts";
import { TwinChannels } from "../dram/twin-channels.ts";
import type { ComputeArray } from "../job/job.ts";
import type { ChipProgram } from "../program/program.ts";
import { stashBlock } from "../stash/block.ts";
import { chipSequencer } from "../sequencer/block.ts";
import { jobsAhead } from "../sequencer/state.ts";
import { noLevel } from "../sequencer/walk.ts";
import type { OuterDescription } from "./description.ts";

/** Block numbers of the outer machine. */
export interface ChipBlocks {
  readonly sequencer: number;
  readonly array: number;
  readonly loadEngine: number;
  readonly storeEngine: number;
  readonly channels: readonly number[];
  /** Null on a chip without one. */
  readonly stash: number | null;
}

/** A chip ready to run one program. */
export interface Chip {
  readonly kernel: Kernel;
  readonly blocks: ChipBlocks;
  readonly runner: JobRunner;
}

/** How a chip is run. */
export interface ChipRunOptions {
  readonly exact: ExactMode;
  /** Steps one skipped period of every skip and compares. */
  readonly selfCheck?: boolean;
}

/** Builds the outer machine around an array. */
export function buildChip(description: OuterDescription, array: ComputeArray, program: ChipProgram, options: ChipRunOptions): Chip {
  const builder = new MachineBuilder();
  const runner = new JobRunner(array, program.jobs, options.exact === "skip");
  const span = addressSpan(description.dram);
  builder.setAddressSpan(span);
  // The sequencer has the addresses of the tiles at hand in its state: those that are loaded, and that of the results.
  builder.setAddressesStand();
  builder.setEpochKeys(epochKeys(program));
  const engine = { channels: description.dram.channels, wordBytes: description.globalBuffer.bankBytes };
  const kind = dmaEngine(description.dram.channels);
  const constants = channelConstants(description.dram);
  const twins = options.exact === "skip" ? new TwinChannels(description.dram) : null;
  const blocks: ChipBlocks = {
    sequencer: builder.add({ name: "sequencer", kind: chipSequencer, initial: sequencerInitial(description, program, span), attachment: program }),
    array: builder.add({ name: "array", kind: computeBlock(program.jobs.length), attachment: runner }),
    loadEngine: builder.add({ name: "dma.load", kind, initial: engine }),
    storeEngine: builder.add({ name: "dma.store", kind, initial: engine }),
    channels: Array.from({ length: description.dram.channels }, (_, channel) =>
      builder.add({ name: `dram${channel}`, kind: dramChannel, initial: channelInitial(description.dram, description.clock.gigahertz, channel), attachment: twins, constants }),
    ),
    stash: program.stash === null ? null : builder.add({ name: "stash", kind: stashBlock, initial: { latency: description.globalBuffer.latencyCycles } }),
  };
  link(builder, description, blocks);
  return { kernel: builder.build({ mode: options.exact, selfCheck: options.selfCheck === true }), blocks, runner };
}

/** Where pages are closed after use, only the place within the span of the decoder matters; open rows tell addresses apart. */
function sequencerInitial({ dram, dma, sequencer }: OuterDescription, program: ChipProgram, span: number) {
  return {
    ops: program.ops.length,
    isSerial: sequencer.overlap === "serial" ? 1 : 0,
    outstanding: dma.outstanding,
    tellsTiles: dram.refreshSync === "tile" ? 1 : 0,
    modulus: dram.page === "closed" ? span : Number.MAX_SAFE_INTEGER,
    toldWait: -1,
    orderLevel: noLevel,
    op0: Infinity,
    op1: Infinity,
  };
}

function link(builder: MachineBuilder, { dma }: OuterDescription, blocks: ChipBlocks): void {
  const { sequencer, array, loadEngine, storeEngine, channels, stash } = blocks;
  const join = (from: [number, string], to: [number, string], capacity: number) => builder.link({ from, to, latency: 1, capacity });
  const transfers = dma.outstanding + 2;
  // A message is taken a cycle after it was sent, and its place is free in the next one; in a cycle one op begins, and tiles with a transfer each.
  const boundaries = 2 * (dma.outstanding + 1);
  // A transfer may have a part in memory and one in the stash, which are asked for apart.
  const requests = stash === null ? transfers : 2 * transfers;
  join([sequencer, "load"], [loadEngine, "request"], requests);
  join([loadEngine, "over"], [sequencer, "loaded"], transfers);
  join([sequencer, "store"], [storeEngine, "request"], requests);
  join([storeEngine, "over"], [sequencer, "stored"], transfers);
  join([sequencer, "order"], [array, "order"], jobsAhead + 4);
  join([array, "done"], [sequencer, "done"], jobsAhead);
  join([sequencer, "begun"], [loadEngine, "sync"], boundaries);
  if (stash !== null) {
    join([loadEngine, "stash"], [stash, "loadRequest"], transfers);
    join([stash, "loadDone"], [loadEngine, "stashDone"], transfers);
    join([storeEngine, "stash"], [stash, "storeRequest"], transfers);
    join([stash, "storeDone"], [storeEngine, "stashDone"], transfers);
  }
  for (const [index, channel] of channels.entries()) {
    join([loadEngine, `channel${index}`], [channel, "loadRequest"], transfers);
    join([channel, "loadDone"], [loadEngine, `done${index}`], transfers);
    join([loadEngine, `sync${index}`], [channel, "sync"], boundaries);
    join([storeEngine, `channel${index}`], [channel, "storeRequest"], transfers);
    join([channel, "storeDone"], [storeEngine, `done${index}`], transfers);
  }
}
