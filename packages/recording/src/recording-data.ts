import type { Snapshot } from "@lnsim/kernel";
import { JobRuns } from "./job-runs.ts";
import type { JobPlace } from "./job-place.ts";
import type { RecordedTimeline } from "./recorded-timeline.ts";
import type { RecordedOp, Recording, RecordingHeader } from "./recording.ts";
import type { Timeline } from "./timeline.ts";
import { WholeTimeline } from "./whole-timeline.ts";

/** A snapshot, unpacked when it is asked for. */
export interface KeptSnapshot {
  readonly cycle: number;
  load(): Snapshot;
}

/** All that is known of a step: filled by a recorder, or from a file. */
export class RecordingData implements Recording {
  readonly header: RecordingHeader;
  readonly jobs = new Map<number, RecordedTimeline>();
  readonly ops: RecordedOp[] = [];
  end: Recording["end"] = { isWhole: false, reason: "live" };
  private readonly place: JobPlace | null;
  private readonly snapshots = new Map<number | null, KeptSnapshot[]>();
  private outer: RecordedTimeline | null = null;
  private flat: Timeline | null = null;
  private runs: JobRuns | null = null;

  constructor(header: RecordingHeader, place: JobPlace | null) {
    this.header = header;
    this.place = place;
  }

  get step(): RecordedTimeline {
    if (this.outer === null) throw new Error("the recording has no step yet: attach its kernel first");
    return this.outer;
  }

  get whole(): Timeline {
    return this.flat ?? this.layOut();
  }

  /** Joins the step and its jobs in one timeline. @throws Error when the jobs have no place in it. */
  layOut(): Timeline {
    this.flat = this.jobRuns === null ? this.step : new WholeTimeline(this.step, this.jobRuns);
    return this.flat;
  }

  /** Sets the outer machine's timeline, once. */
  setStep(timeline: RecordedTimeline): void {
    if (this.outer !== null) throw new Error("a recording has one step");
    this.outer = timeline;
  }

  job(number: number): Timeline | null {
    return this.jobs.get(number) ?? null;
  }

  jobAt(cycle: number): { readonly job: number; readonly from: number; readonly to: number } | null {
    return this.jobRuns?.at(cycle) ?? null;
  }

  jobsIn(from: number, to: number, visit: (run: { readonly job: number; readonly from: number; readonly to: number }) => void): void {
    this.jobRuns?.visit(from, to, ({ job, from: first, to: last }) => visit({ job, from: first, to: last }));
  }

  snapshotBefore(job: number | null, cycle: number): Snapshot | null {
    return this.snapshots.get(job)?.findLast((snapshot) => snapshot.cycle <= cycle)?.load() ?? null;
  }

  /** Adds a snapshot of the step's kernel (null) or a job's, behind those before it. */
  addSnapshot(job: number | null, snapshot: KeptSnapshot): void {
    const list = this.snapshots.get(job);
    if (list === undefined) this.snapshots.set(job, [snapshot]);
    else list.push(snapshot);
  }

  private get jobRuns(): JobRuns | null {
    if (this.place !== null) this.runs ??= new JobRuns(this.step, this.place, this.jobs);
    return this.runs;
  }
}
