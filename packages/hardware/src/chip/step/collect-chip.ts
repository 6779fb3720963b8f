import type { BlockTiming, MachineTiming, TimedOp } from "../../timing/machine-timing.ts";
import { sumTraffic } from "../../timing/sum-traffic.ts";
import type { Op } from "../../workload/operation.ts";
import { passes } from "../../workload/pass.ts";
import type { ComputeArray } from "../job/job.ts";
import type { Chip } from "../machine/build-chip.ts";
import type { OuterDescription } from "../machine/description.ts";
import { memoryBytesPerCycle } from "../program/mapping.ts";
import type { ChipProgram } from "../program/program.ts";
import { chipActions } from "./actions.ts";
import { arrayBlocks } from "./array-blocks.ts";
import { readRetirements } from "./retirements.ts";
import { timedOp } from "./timed-op.ts";

/** A run that is over. */
export interface ChipDone {
  readonly ops: readonly Op[];
  readonly program: ChipProgram;
  readonly chip: Chip;
}

/** What a run of a chip found. */
export function collectChip(description: OuterDescription, array: ComputeArray, { ops, program, chip }: ChipDone): MachineTiming {
  const { kernel, runner } = chip;
  const retirements = readRetirements(chip, ops.length);
  const peak = { macsPerCycle: array.macsPerCycle, memoryBytesPerCycle: memoryBytesPerCycle(description) };
  const wordBytes = description.globalBuffer.bankBytes;
  const timed = ops.map((op, index) => timedOp({ op, index, program, array, runner, peak, wordBytes, retirement: retirements[index]! }));
  const { loops, epochs, stepped } = kernel.skipReport();
  return {
    cycles: kernel.now,
    ops: timed,
    blocks: [...outerBlocks(chip), ...arrayBlocks(array, program, chip)],
    actions: chipActions(array, program, chip, cyclesByPass(timed)),
    traffic: sumTraffic(timed.map(({ traffic }) => traffic)),
    peak,
    simulation: {
      events: kernel.events + runner.events,
      fastForwardedCycles: kernel.fastForwardedCycles,
      skipped: { loops: loops.cycles, ops: epochs.cycles },
      stoppedBy: Object.fromEntries(stepped.map(({ reason, cycles }) => [reason, cycles])),
    },
  };
}

function cyclesByPass(ops: readonly TimedOp[]): readonly number[] {
  return passes.map((pass) => ops.reduce((sum, { op, cycles }) => (op.pass === pass ? sum + cycles : sum), 0));
}

function outerBlocks({ kernel }: Chip): readonly BlockTiming[] {
  return kernel.machine.blocks.map(({ name }, block) => ({
    block: name,
    activities: kernel.activities(block).map(({ name: activity, class: kind, cause, cycles }) => ({ name: activity, class: kind, ...(cause !== undefined && { cause }), cycles })),
  }));
}
