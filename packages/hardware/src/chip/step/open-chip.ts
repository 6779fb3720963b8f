import type { Pins } from "@lnsim/dataflow";
import type { Kernel } from "@lnsim/kernel";
import type { Op } from "../../workload/operation.ts";
import { checkOps } from "../../workload/check-ops.ts";
import type { ActionCount, MachineTiming } from "../../timing/machine-timing.ts";
import type { ComputeArray } from "../job/job.ts";
import type { JobMemory } from "../job/job-memory.ts";
import { buildChip, type ChipRunOptions } from "../machine/build-chip.ts";
import { outerPart, type ChipDescription } from "../machine/description.ts";
import { lowerProgram } from "../program/lower-program.ts";
import type { ChipProgram } from "../program/program.ts";
import { actionsCounted } from "./actions.ts";
import { checkChip } from "./check-chip.ts";
import { collectChip } from "./collect-chip.ts";
import { rememberedStep, stepKey } from "./step-key.ts";

/** What a chip runs, and how. */
export interface ChipRun extends ChipRunOptions {
  readonly description: ChipDescription;
  readonly array: ComputeArray;
  readonly ops: readonly Op[];
  /** Mappings that are not searched. */
  readonly pins?: Pins;
  /** Where a step that takes what one before it took is found; where repetitions may be skipped. */
  readonly jobs?: JobMemory;
}

/** A step on a chip before its first cycle, or wherever its kernel was run to. */
export interface OpenChip {
  readonly kernel: Kernel;
  readonly program: ChipProgram;
  /** Another kernel of the step, at cycle 0, around an array that takes the place of this one. */
  open(array: ComputeArray): Kernel;
  /** What one count of a block's counter stands for; jobs that nobody has simulated are. */
  actionsCounted(block: number, counter: string): readonly ActionCount[];
  /** Runs what is left of the step, checks it and collects. */
  finish(): MachineTiming;
}

/**
 * Opens one training step on a chip; `finish` simulates it. `exact` says how it is done ("skip": jobs, periods and ops that
 * repeat are skipped, "burst": only bursts, "cycle": neither), and changes nothing but `simulation`.
 *
 * @throws {LnsimError} when an op makes no sense, or nothing of it fits the global buffer.
 * @throws Error from `finish` when an invariant of the run is broken: a bug of the simulator.
 */
export function openChip({ description, array, ops, pins, exact, selfCheck = false, jobs }: ChipRun): OpenChip {
  checkOps(ops, "op");
  const program = lowerProgram(description, array, ops, pins);
  const outer = outerPart(description);
  const chip = buildChip(outer, array, program, { exact, selfCheck });
  const finish = (): MachineTiming => {
    if (ops.length > 0) {
      const end = chip.kernel.run();
      if (end.reason !== "stopped") throw new Error(`cycle ${end.cycle}: the machine came to rest before its last op retired`);
      checkChip(ops, program, chip);
    }
    return collectChip(outer, array, { ops, program, chip });
  };
  return {
    kernel: chip.kernel,
    program,
    open: (other) => buildChip(outer, other, program, { exact, selfCheck }).kernel,
    actionsCounted: (block, counter) => actionsCounted(array, program, chip, { block, counter }),
    finish() {
      const isWhole = exact === "skip" && chip.kernel.now === 0 && chip.kernel.events === 0;
      return isWhole && jobs?.steps !== undefined ? rememberedStep(jobs.steps, stepKey({ outer, array, ops, program, runner: chip.runner }), finish) : finish();
    },
  };
}
