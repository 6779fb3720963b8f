import { jobKey, type ComputeArray, type Job, type JobTiming } from "../job/job.ts";

/** What the array's block consults: the jobs of the program, and the array that simulates them. */
export class JobRunner {
  /** Kernel events of the jobs that were simulated, and how many jobs those were. */
  events = 0;
  simulated = 0;
  private readonly array: ComputeArray;
  private readonly jobs: readonly Job[];
  private readonly remembers: boolean;
  private readonly known: (JobTiming | undefined)[];

  /** `remembers`: whether equal jobs are simulated once; a job's timing depends on the job alone, so that it is the same. */
  constructor(array: ComputeArray, jobs: readonly Job[], remembers: boolean) {
    this.array = array;
    this.jobs = jobs;
    this.remembers = remembers;
    this.known = new Array<JobTiming | undefined>(jobs.length);
  }

  /** Simulates a job of the program, by its number, or remembers what it took. */
  timing(job: number): JobTiming {
    const known = this.known[job];
    if (known !== undefined && this.remembers) return known;
    const timing = this.array.run(this.jobs[job]!);
    this.events += timing.events;
    this.simulated++;
    if (known !== undefined && known.cycles !== timing.cycles) {
      throw new Error(`job ${jobKey(this.jobs[job]!)} took ${known.cycles} cycles once and ${timing.cycles} another time`);
    }
    this.known[job] = timing;
    return timing;
  }

  /** What a job that was run took. */
  taken(job: number): JobTiming {
    return this.known[job] ?? this.timing(job);
  }
}
