import { requireTileRows } from "../../pe/machine/check-description.ts";
import type { ArrayAction, ComputeArray, Job, JobTiming } from "../job/job.ts";
import { arrayActions } from "./array-actions.ts";
import { arrayActivities, readActivity } from "./array-activities.ts";
import { buildGrid, peName } from "./build-grid.ts";
import { checkJob } from "./check-job.ts";
import { countActions } from "./count-actions.ts";
import type { PeGridDescription } from "./description.ts";
import { lowerBound } from "./lower-bound.ts";
import type { GridPlan } from "./plan.ts";
import { planGemm } from "./plan-gemm.ts";
import { planPass } from "./plan-pass.ts";
import { readCounters } from "./read-counters.ts";

/**
 * A grid of PEs behind the banks of the global buffer. Its kernel is built once; every job starts from its cycle 0.
 *
 * @throws {LnsimError} when the description makes no sense; a job throws one when its operands do not fit the buffers.
 */
export function peGridArray(description: PeGridDescription): ComputeArray {
  requireTileRows(description);
  const grid = buildGrid(description);
  const { kernel, context, start } = grid;
  const { rows, columns } = description.grid;
  const pes = Array.from({ length: rows * columns }, (_, pe) => peName(description, pe));
  const plans = new Map<Job, GridPlan>();
  const macsPerPe = description.pe.lanes * description.pe.vectorSize;
  return {
    actions: arrayActions.map(({ block, action }): ArrayAction => ({ block, action })),
    activities: arrayActivities(description, context.layout),
    workers: pes,
    macsPerCycle: pes.length * macsPerPe,
    run(job, watch): JobTiming {
      const plan = plans.get(job) ?? planJob(description, job);
      plans.set(job, plan);
      kernel.restore(start);
      context.begin(plan);
      const unwatch = watch?.(kernel);
      const end = kernel.run();
      unwatch?.();
      if (end.reason !== "stopped") throw new Error(`cycle ${end.cycle}: the array came to rest before its last result was written`);
      const counters = readCounters(grid);
      checkJob(grid, job, counters);
      return { cycles: kernel.now, counts: countActions(description, job, counters), activity: readActivity(grid, counters), events: kernel.events };
    },
    open(job) {
      const own = buildGrid(description);
      own.context.begin(planJob(description, job));
      return own.kernel;
    },
    issuedSlots: (job) => (job.kind === "gemm" ? Math.ceil(job.m / description.pe.lanes) * Math.ceil(job.k / description.pe.vectorSize) * job.n * macsPerPe : 0),
    lowerBound: (job) => lowerBound(description, job),
  };
}

function planJob(description: PeGridDescription, job: Job): GridPlan {
  return job.kind === "gemm" ? planGemm(description, job) : planPass(description, job);
}
