import type { JobPlace } from "./job-place.ts";
import type { RecordedTimeline } from "./recorded-timeline.ts";

/** A job at work: it starts at `from`, and is over at `to`. */
export interface JobRun {
  /** How many runs there were before. */
  readonly index: number;
  readonly job: number;
  readonly from: number;
  readonly to: number;
}

/** When which job runs in a step. */
export class JobRuns {
  readonly place: JobPlace;
  /** The block that works on jobs, and its activity then. */
  readonly block: number;
  readonly activity: number;
  private readonly step: RecordedTimeline;
  private readonly jobs: ReadonlyMap<number, RecordedTimeline>;
  /** Job by counter of the block; -1: counts something else. */
  readonly jobOfCounter: Int32Array;
  private readonly track: number;

  constructor(step: RecordedTimeline, place: JobPlace, jobs: ReadonlyMap<number, RecordedTimeline>) {
    const { blocks } = step.layout;
    this.place = place;
    this.step = step;
    this.jobs = jobs;
    this.block = blocks.findIndex((block) => block.name === place.block);
    const layout = blocks[this.block];
    this.activity = layout?.activities.findIndex((activity) => activity.name === place.activity) ?? -1;
    if (layout === undefined || this.activity < 0) throw new Error(`no block "${place.block}" with an activity "${place.activity}" runs jobs`);
    this.jobOfCounter = Int32Array.from(layout.counters, (counter) => Number(/^job(\d+)$/.exec(counter)?.[1] ?? -1));
    this.track = step.history.tracks.slots(this.block);
  }

  /** A job's timeline; null: not recorded. */
  timeline(job: number): RecordedTimeline | null {
    return this.jobs.get(job) ?? null;
  }

  /** The run that a cycle belongs to; null: none. */
  at(cycle: number): JobRun | null {
    const run = this.before(cycle);
    return run !== null && cycle < run.to ? run : null;
  }

  /** The last run that starts up to and with a cycle; null: none. */
  before(cycle: number): JobRun | null {
    const last = this.step.history.after(this.track, Math.min(cycle, this.step.cycles - 1));
    return last === 0 ? null : this.run(last - 1);
  }

  /** The run after one, or the first of all; null: none is known. */
  behind(run: JobRun | null): JobRun | null {
    const index = run === null ? 0 : run.index + 1;
    return index < this.step.history.pieces.at(-1)!.end[this.track]! ? this.run(index) : null;
  }

  /** The run before one; null: it is the first. */
  ahead({ index }: JobRun): JobRun | null {
    return index === 0 ? null : this.run(index - 1);
  }

  /** Visits the runs, or parts of runs, in a window, in order. */
  visit(from: number, to: number, visit: (run: JobRun) => void): void {
    const { history } = this.step;
    const first = this.at(from)?.index ?? history.after(this.track, from - 1);
    const last = history.after(this.track, to - 1);
    for (let index = first; index < last; index++) visit(this.run(index));
  }

  private run(index: number): JobRun {
    const { history } = this.step;
    history.seek(this.track, index);
    const from = history.cycle;
    const job = this.jobOfCounter[history.value] ?? -1;
    const timeline = this.jobs.get(job);
    const to = timeline === undefined ? this.step.intervalAt(this.block, from).to : from + timeline.cycles;
    return { index, job, from, to: Math.min(to, history.cycles) };
  }
}
