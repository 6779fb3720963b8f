import type { JobRun, JobRuns } from "./job-runs.ts";
import { JobSums } from "./job-sums.ts";
import type { TimelineLayout } from "./layout.ts";
import type { RecordedTimeline } from "./recorded-timeline.ts";
import type { CountEvent, Interval, SourceCycle, Timeline } from "./timeline.ts";
import { wholeLayout } from "./whole-layout.ts";

/**
 * The outer machine and, behind its blocks and links, those inside its jobs, at the cycles in which the jobs run. The beginning and the
 * end of a job end every interval of a block inside.
 */
export class WholeTimeline implements Timeline {
  readonly layout: TimelineLayout;
  private readonly step: RecordedTimeline;
  private readonly runs: JobRuns;
  /** Of each block inside jobs: whether it waits as the array does between jobs. */
  private readonly isWorker: readonly boolean[];
  /** The sums that were asked for last, and between which edges of how many known cycles. */
  private latest: { readonly edges: Float64Array; readonly cycles: number; readonly sums: JobSums } | null = null;
  private readonly wholes = new Map<RecordedTimeline, readonly Float64Array[]>();

  constructor(step: RecordedTimeline, runs: JobRuns) {
    const { place } = runs;
    this.layout = wholeLayout(step.layout, place);
    this.step = step;
    this.runs = runs;
    this.isWorker = place.layout.blocks.map(({ name }) => place.workers.includes(name));
  }

  get cycles(): number {
    return this.step.cycles;
  }

  intervalAt(block: number, cycle: number): Interval {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.intervalAt(block, cycle);
    const run = this.inside(cycle);
    if (run !== null) {
      const { activity, from, to } = this.runs.timeline(run.job)!.intervalAt(inner, cycle - run.from);
      return { activity, from: run.from + from, to: Math.min(run.to, run.from + to) };
    }
    if (this.isWorker[inner]!) {
      const { activity, from, to } = this.step.intervalAt(this.runs.block, cycle);
      return { activity: this.waiting(inner, activity), from, to };
    }
    const before = this.runs.before(cycle);
    const next = this.runs.behind(before);
    return { activity: this.waiting(inner, 0), from: before?.to ?? 0, to: next?.from ?? this.cycles };
  }

  intervals(block: number, from: number, to: number, visit: (activity: number, from: number, to: number) => void): void {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.intervals(block, from, to, visit);
    let done = from;
    this.runs.visit(from, to, (run) => {
      const timeline = this.runs.timeline(run.job);
      if (timeline === null) return;
      const begin = Math.max(from, run.from);
      this.outside(inner, done, begin, visit);
      done = Math.min(to, run.to);
      timeline.intervals(inner, begin - run.from, done - run.from, (activity, first, last) => visit(activity, run.from + first, run.from + last));
    });
    this.outside(inner, done, to, visit);
  }

  spent(blocks: readonly number[], edges: Float64Array): readonly Float64Array[] {
    const { length } = this.step.layout.blocks;
    const outer = blocks.filter((block) => block < length);
    const ofOuter = this.step.spent([this.runs.block, ...outer], edges);
    const sums = outer.length < blocks.length ? this.sumsBetween(edges) : null;
    let next = 1;
    return blocks.map((block) => (block < length ? ofOuter[next++]! : this.spentInside(block - length, { edges, sums: sums!, array: ofOuter[0]! })));
  }

  counted(block: number, from: number, to: number): Float64Array {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.counted(block, from, to);
    return this.sums(from, to).sums(this.layout.blocks[block]!.counters.length, (timeline, cycle) => timeline.counted(inner, 0, cycle));
  }

  counts(block: number, from: number, to: number, visit: (cycle: number, counter: number, n: number) => void): void {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.counts(block, from, to, visit);
    this.runs.visit(from, to, (run) => {
      const window = [Math.max(from, run.from) - run.from, Math.min(to, run.to) - run.from] as const;
      this.runs.timeline(run.job)?.counts(inner, ...window, (cycle, counter, n) => visit(run.from + cycle, counter, n));
    });
  }

  lastCount(block: number, cycle: number): CountEvent | null {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.lastCount(block, cycle);
    const isSilent = new Map<number, boolean>();
    for (let run = this.runs.before(cycle); run !== null; run = this.runs.ahead(run)) {
      const timeline = this.runs.timeline(run.job);
      if (timeline === null || isSilent.get(run.job) === true) continue;
      const last = timeline.lastCount(inner, Math.min(cycle, run.to - 1) - run.from);
      if (last !== null) return { ...last, cycle: run.from + last.cycle };
      if (timeline.lastCount(inner, timeline.cycles - 1) === null) isSilent.set(run.job, true);
    }
    return null;
  }

  noted(block: number, from: number, to: number): Float64Array {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.noted(block, from, to);
    return this.sums(from, to).sums(this.layout.blocks[block]!.notes.length, (timeline, cycle) => timeline.noted(inner, 0, cycle));
  }

  level(link: number, cycle: number): number {
    const inner = link - this.step.layout.links.length;
    if (inner < 0) return this.step.level(link, cycle);
    const run = this.inside(cycle);
    return run === null ? 0 : this.runs.timeline(run.job)!.level(inner, cycle - run.from);
  }

  occupied(link: number, edges: Float64Array): Float64Array {
    const inner = link - this.step.layout.links.length;
    if (inner < 0) return this.step.occupied(link, edges);
    return this.sumsBetween(edges).sums(1, (timeline, cycle) => timeline.occupied(inner, Float64Array.of(0, cycle)));
  }

  levels(link: number, from: number, to: number, visit: (level: number, from: number, to: number) => void): void {
    const inner = link - this.step.layout.links.length;
    if (inner < 0) return this.step.levels(link, from, to, visit);
    let done = from;
    this.runs.visit(from, to, (run) => {
      const timeline = this.runs.timeline(run.job);
      if (timeline === null) return;
      const begin = Math.max(from, run.from);
      if (begin > done) visit(0, done, begin);
      done = Math.min(to, run.to);
      timeline.levels(inner, begin - run.from, done - run.from, (level, first, last) => visit(level, run.from + first, run.from + last));
    });
    if (done < to) visit(0, done, to);
  }

  changes(block: number, from: number, to: number): number {
    const inner = block - this.step.layout.blocks.length;
    if (inner < 0) return this.step.changes(block, from, to);
    // Beginnings and ends of jobs are changes too.
    const ofJobs = this.sums(from, to).sums(1, (timeline, cycle) => Float64Array.of(timeline.changes(inner, 0, cycle) + 2))[0]!;
    return 2 + ofJobs + this.step.changes(this.runs.block, from, to);
  }

  sent(link: number, from: number, to: number): number {
    const inner = link - this.step.layout.links.length;
    if (inner < 0) return this.step.sent(link, from, to);
    return this.sums(from, to).sums(1, (timeline, cycle) => Float64Array.of(timeline.sent(inner, 0, cycle)))[0]!;
  }

  source(cycle: number): SourceCycle {
    return this.step.source(cycle);
  }

  private sums(from: number, to: number): JobSums {
    return this.sumsBetween(Float64Array.of(from, to));
  }

  private sumsBetween(edges: Float64Array): JobSums {
    const { cycles } = this;
    const { latest } = this;
    if (latest !== null && latest.cycles === cycles && latest.edges.length === edges.length && edges.every((edge, at) => edge === latest.edges[at])) return latest.sums;
    const sums = new JobSums(this.runs, this.step, edges);
    this.latest = { edges: edges.slice(), cycles, sums };
    return sums;
  }

  /** The run of a recorded job in a cycle. */
  private inside(cycle: number): JobRun | null {
    const run = this.runs.at(cycle);
    return run === null || this.runs.timeline(run.job) === null ? null : run;
  }

  /** What a block inside jobs is in while the array is in an activity other than work. */
  private waiting(inner: number, ofArray: number): number {
    const own = this.runs.place.layout.blocks[inner]!.activities.length;
    if (!this.isWorker[inner]! || ofArray === this.runs.activity) return own;
    return own + ofArray - (ofArray > this.runs.activity ? 1 : 0);
  }

  private outside(inner: number, from: number, to: number, visit: (activity: number, from: number, to: number) => void): void {
    if (from >= to) return;
    if (!this.isWorker[inner]!) return visit(this.waiting(inner, 0), from, to);
    this.step.intervals(this.runs.block, from, to, (activity, first, last) => visit(this.waiting(inner, activity), first, last));
  }

  private spentInside(inner: number, { edges, sums, array }: { readonly edges: Float64Array; readonly sums: JobSums; readonly array: Float64Array }): Float64Array {
    const own = this.runs.place.layout.blocks[inner]!.activities.length;
    const all = this.layout.blocks[this.step.layout.blocks.length + inner]!.activities.length;
    const ofArray = this.step.layout.blocks[this.runs.block]!.activities.length;
    const inside = sums.sums(own, (timeline, cycle) => this.spentInJob(timeline, inner, cycle));
    const result = new Float64Array(all * (edges.length - 1));
    for (let column = 0; column + 1 < edges.length; column++) {
      let left = edges[column + 1]! - edges[column]!;
      const put = (activity: number, cycles: number) => {
        result[column * all + activity]! += cycles;
        left -= cycles;
      };
      for (let activity = 0; activity < own; activity++) put(activity, inside[column * own + activity]!);
      for (let activity = 0; activity < ofArray && this.isWorker[inner]!; activity++) {
        if (activity !== this.runs.activity) put(this.waiting(inner, activity), array[column * ofArray + activity]!);
      }
      put(own, left);
    }
    return result;
  }

  private spentInJob(timeline: RecordedTimeline, inner: number, cycle: number): Float64Array {
    if (cycle < timeline.cycles) return timeline.spentBefore(inner, cycle);
    let whole = this.wholes.get(timeline);
    if (whole === undefined) {
      whole = timeline.layout.blocks.map((_, block) => timeline.spentBefore(block, cycle));
      this.wholes.set(timeline, whole);
    }
    return whole[inner]!;
  }
}
