import type { JobRun, JobRuns } from "./job-runs.ts";
import type { RecordedTimeline } from "./recorded-timeline.ts";
import { addSlots } from "./slot-sums.ts";

/** So many runs of a job begin in a column. */
interface Begun {
  readonly job: number;
  readonly runs: number;
}

/** What a job adds up to before one of its cycles: `size` numbers, or as many per block. */
export type JobTotals = (timeline: RecordedTimeline, cycle: number) => Float64Array;

/**
 * Exact sums over what happens inside jobs, between neighbouring edges: the runs that begin in a column, times what the job adds up to,
 * less what the run under way at its end still lacks, and with what the run under way at its beginning lacked.
 */
export class JobSums {
  private readonly runs: JobRuns;
  private readonly edges: Float64Array;
  /** By column. */
  private readonly begun: readonly (readonly Begun[])[];
  /** By edge: the run that is not over there. */
  private readonly open: readonly (JobRun | null)[];

  constructor(runs: JobRuns, step: RecordedTimeline, edges: Float64Array) {
    this.runs = runs;
    this.edges = edges;
    const slots = runs.jobOfCounter.length + step.layout.blocks[runs.block]!.notes.length;
    const begunBefore = Array.from(edges, (edge) => {
      const sums = new Float64Array(slots);
      addSlots(step.history, runs.block, { cycle: edge - 1, sign: 1 }, sums);
      return sums;
    });
    this.begun = begunBefore.slice(1).map((sums, column) => this.begunBetween(begunBefore[column]!, sums));
    this.open = Array.from(edges, (edge) => this.openAt(edge));
  }

  /** The sums by column, `size` numbers each. */
  sums(size: number, totals: JobTotals): Float64Array {
    const result = new Float64Array(size * this.begun.length);
    const wholes = new Map<number, Float64Array | null>();
    const wholeOf = (job: number): Float64Array | null => {
      let whole = wholes.get(job);
      if (whole === undefined) {
        const timeline = this.runs.timeline(job);
        whole = timeline === null ? null : totals(timeline, timeline.cycles);
        wholes.set(job, whole);
      }
      return whole;
    };
    const lacking = this.open.map((run, edge) => run === null ? null : this.lacks(run, this.edges[edge]!, totals, wholeOf(run.job)!));
    for (const [column, begun] of this.begun.entries()) {
      const sums = result.subarray(size * column, size * (column + 1));
      for (const { job, runs } of begun) addTimes(sums, wholeOf(job), runs);
      addTimes(sums, lacking[column]!, 1);
      addTimes(sums, lacking[column + 1]!, -1);
    }
    return result;
  }

  private lacks(run: JobRun, edge: number, totals: JobTotals, whole: Float64Array): Float64Array {
    const part = totals(this.runs.timeline(run.job)!, edge - run.from);
    const lacking = new Float64Array(whole.length);
    for (let index = 0; index < whole.length; index++) lacking[index] = whole[index]! - part[index]!;
    return lacking;
  }

  private begunBetween(before: Float64Array, after: Float64Array): readonly Begun[] {
    const begun: Begun[] = [];
    for (const [counter, job] of this.runs.jobOfCounter.entries()) {
      const runs = after[counter]! - before[counter]!;
      if (runs !== 0 && job >= 0) begun.push({ job, runs });
    }
    return begun;
  }

  private openAt(edge: number): JobRun | null {
    if (edge === 0) return null;
    const run = this.runs.before(edge - 1);
    const timeline = run === null ? null : this.runs.timeline(run.job);
    return run !== null && timeline !== null && edge < run.from + timeline.cycles ? run : null;
  }
}

function addTimes(sums: Float64Array, whole: Float64Array | null, times: number): void {
  if (whole !== null) for (let index = 0; index < sums.length; index++) sums[index]! += times * whole[index]!;
}
