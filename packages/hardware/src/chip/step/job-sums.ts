import type { ComputeArray, Job } from "../job/job.ts";
import type { JobRunner } from "../compute/job-runner.ts";
import { tilesByVariant } from "../program/tile-counts.ts";
import { variants, type TileOp } from "../program/tile-op.ts";

/** What the array's workers did in all jobs of an op, on average over them, and how often its actions happened. */
export interface JobSums {
  /** Cycles of all jobs. */
  readonly cycles: number;
  /** Of them, cycles by activity of an average worker: work together, stalls by cause; the rest is idle. */
  readonly work: number;
  readonly stalls: { readonly [cause: string]: number };
  /** By the index of the array's actions. */
  readonly counts: Float64Array;
}

/** Sums over the jobs of an op. */
export function sumJobs(array: ComputeArray, op: TileOp, runner: JobRunner): JobSums {
  const counts = new Float64Array(array.actions.length);
  const activity = new Float64Array(array.activities.length);
  let cycles = 0;
  for (const [job, tiles] of jobsOf(op)) {
    const timing = runner.taken(job);
    cycles += tiles * timing.cycles;
    for (let index = 0; index < counts.length; index++) counts[index]! += tiles * timing.counts[index]!;
    for (let index = 0; index < activity.length; index++) activity[index]! += tiles * timing.activity[index]!;
  }
  return { cycles, counts, ...averageWorker(array, activity) };
}

/** Numbers of the jobs of an op, and how many tiles each has. */
export function jobsOf(op: TileOp): readonly (readonly [job: number, tiles: number])[] {
  const counts = tilesByVariant(op);
  return Array.from({ length: variants }, (_, variant) => [op.jobs[variant]!, counts[variant]!] as const).filter(([, tiles]) => tiles > 0);
}

/** Multiply-accumulate slots issued in all jobs of an op. */
export function issuedSlotsOf(array: ComputeArray, op: TileOp, jobs: readonly Job[]): number {
  return jobsOf(op).reduce((sum, [job, tiles]) => sum + tiles * array.issuedSlots(jobs[job]!), 0);
}

function averageWorker({ activities, workers }: ComputeArray, spent: Float64Array): Pick<JobSums, "work" | "stalls"> {
  const stalls: { [cause: string]: number } = {};
  const averaged = new Set(workers);
  let work = 0;
  for (const [index, { block, class: kind, cause, name }] of activities.entries()) {
    if (!averaged.has(block)) continue;
    const share = spent[index]! / workers.length;
    if (kind === "work") work += share;
    else if (kind === "stall") stalls[cause ?? name] = (stalls[cause ?? name] ?? 0) + share;
  }
  return { work, stalls };
}
