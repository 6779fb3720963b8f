import type { MachineTiming, TimedOp } from "../../timing/machine-timing.ts";
import { macsOf, type Op } from "../../workload/operation.ts";
import { computeActivityNames } from "../compute/state.ts";
import type { ComputeArray } from "../job/job.ts";
import type { JobRunner } from "../compute/job-runner.ts";
import type { ChipProgram } from "../program/program.ts";
import { boundOf, lowerBoundOf } from "./bound.ts";
import { issuedSlotsOf, sumJobs, type JobSums } from "./job-sums.ts";
import type { Retirement } from "./retirements.ts";
import { shareOut } from "./share-out.ts";
import { opTraffic } from "./traffic.ts";

/** What is known of an op after a run. */
export interface OpRun {
  readonly op: Op;
  readonly index: number;
  readonly program: ChipProgram;
  readonly array: ComputeArray;
  readonly runner: JobRunner;
  readonly peak: MachineTiming["peak"];
  readonly retirement: Retirement;
  readonly wordBytes: number;
}

/** An op between the retirement before and its own. */
export function timedOp({ op, index, program, array, runner, peak, retirement, wordBytes }: OpRun): TimedOp {
  const tileOp = program.ops[index]!;
  const { cycles, retiredAt } = retirement;
  const sums = sumJobs(array, tileOp, runner);
  const activity = activityOf(sums, retirement);
  const macs = macsOf(op);
  const { work, stalls } = activity;
  return {
    op,
    cycles,
    retiredAt,
    ...activity,
    macs,
    issuedSlots: issuedSlotsOf(array, tileOp, program.jobs),
    utilisation: cycles === 0 ? 0 : macs / (cycles * peak.macsPerCycle),
    bound: boundOf(op, tileOp, { work, stalls }),
    lowerBound: lowerBoundOf(op, tileOp, { peak, runner }),
    closedForm: null,
    terms: termsOf(retirement),
    traffic: opTraffic(tileOp, { array, counts: sums.counts, wordBytes, hasStash: program.stash !== null }),
  };
}

/**
 * What an average worker of the array did in these cycles: outside jobs what the array waited for, in jobs what
 * the op's own jobs are made of, in proportion (a job of a neighbour may be under way at either end).
 */
function activityOf(sums: JobSums, { spent, cycles }: Retirement): Pick<TimedOp, "work" | "stalls" | "idle"> {
  const inJobs = spent[computeActivityNames.indexOf("job")]!;
  const causes = Object.keys(sums.stalls);
  const parts = [sums.work, ...causes.map((cause) => sums.stalls[cause]!)];
  const rest = Math.max(0, sums.cycles - parts.reduce((sum, part) => sum + part, 0));
  const [work, ...stalled] = shareOut([...parts, rest], inJobs);
  const stalls: { [cause: string]: number } = {};
  const add = (cause: string, count: number): void => {
    if (count > 0) stalls[cause] = (stalls[cause] ?? 0) + count;
  };
  for (const [index, cause] of causes.entries()) add(cause, stalled[index]!);
  for (const wait of ["memory", "dependency", "store"] as const) add(wait, spent[computeActivityNames.indexOf(wait)]!);
  const busy = Object.values(stalls).reduce((sum, count) => sum + count, work!);
  return { work: work!, stalls, idle: cycles - busy };
}

function termsOf({ spent }: Retirement): TimedOp["terms"] {
  return Object.fromEntries(computeActivityNames.map((name, index) => [name === "job" ? "jobs" : `no job: ${name}`, spent[index]!] as const).filter(([, cycles]) => cycles > 0));
}
