import type { ExactMode, Kernel } from "@lnsim/kernel";
import type { ComputeArray, Job, JobTiming, JobWatch } from "../../chip/job/job.ts";
import type { PeDescription } from "../../description/description.ts";
import { describeSystolic } from "../layer/description.ts";
import { systolicClosedForm } from "../op/closed-form.ts";
import { simulateSystolicOp } from "../op/simulate-op.ts";
import { playJob } from "../player/play-job.ts";
import { jobActionKeys, jobActions } from "./actions.ts";
import { systolicActivities } from "./activities.ts";
import { gemmJobTiming, layerOfJob } from "./gemm-job.ts";
import { vectorJobCycles, vectorJobTiming } from "./vector-job.ts";

/** What of a machine a systolic array is made from. */
export interface SystolicMachine extends Pick<PeDescription, "array" | "dataflow" | "ppu" | "update" | "accumulatorBits"> {
  readonly globalBuffer: Pick<PeDescription["globalBuffer"], "bankBytes">;
}

/**
 * The systolic array of a chip, with a vector unit of as many elements a cycle as it has columns.
 * Simplified: the global buffer keeps up with the edges of the array within a job, and with the vector unit.
 *
 * @throws LnsimError when the dataflow is none of a systolic array, or the protocol does not know it
 */
export function systolicArray(machine: SystolicMachine, exact: ExactMode = "skip"): ComputeArray {
  const description = describeSystolic(machine);
  const { bankBytes } = machine.globalBuffer;
  const widths = { accumulatorBits: machine.accumulatorBits, bankBytes };
  const rates = { ...machine.ppu, width: description.columns, updatesPerCycle: machine.update.elementsPerCycle };
  const cyclesOf = (job: Job): number => (job.kind === "gemm" ? systolicClosedForm(layerOfJob(job), description) : vectorJobCycles(job, rates));
  const timingOf = (job: Job): JobTiming => {
    if (job.kind === "vector") return vectorJobTiming(job, rates, bankBytes);
    return gemmJobTiming(job, simulateSystolicOp(layerOfJob(job), description, { exact }), description, widths);
  };
  return {
    actions: jobActionKeys.map((key) => ({ block: jobActions[key].block, action: jobActions[key].action })),
    activities: systolicActivities,
    workers: ["array"],
    macsPerCycle: description.rows * description.columns,
    run(job, watch) {
      const timing = timingOf(job);
      if (watch !== undefined) play(playJob(description, job, timing, exact), watch);
      return timing;
    },
    open: (job) => playJob(description, job, timingOf(job), exact),
    issuedSlots: (job) => (job.kind === "gemm" ? simulateSystolicOp(layerOfJob(job), description).issuedSlots : 0),
    lowerBound: cyclesOf,
  };
}

function play(kernel: Kernel, watch: JobWatch): void {
  const unwatch = watch(kernel);
  kernel.run();
  unwatch();
}
