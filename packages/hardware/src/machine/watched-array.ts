import type { ComputeArray, Job, JobTiming, JobWatch } from "../chip/job/job.ts";

/** Told of a job's kernel, at its cycle 0; what it returns is called when the job is over. */
export type NumberedWatch = (job: number, ...kernel: Parameters<JobWatch>) => ReturnType<JobWatch>;

/** Has every job of a program watched the first time it is simulated. */
export class WatchedArray {
  readonly #numbers = new Map<Job, number>();
  #watch: NumberedWatch | null = null;

  /** The same array, its jobs watched. */
  around(array: ComputeArray): ComputeArray {
    return {
      ...array,
      run: (job) => {
        const watch = this.#watchOf(job);
        return watch === undefined ? array.run(job) : array.run(job, watch);
      },
    };
  }

  /** Says which jobs there are; others are not watched. */
  number(jobs: readonly Job[]): void {
    for (const [number, job] of jobs.entries()) this.#numbers.set(job, number);
  }

  watch(watch: NumberedWatch): void {
    this.#watch = watch;
  }

  /** What watches a job now; each once. */
  #watchOf(job: Job): JobWatch | undefined {
    const watch = this.#watch;
    const number = this.#numbers.get(job);
    if (watch === null || number === undefined) return undefined;
    this.#numbers.delete(job);
    return (kernel) => watch(number, kernel);
  }
}

/** An array whose jobs take what they are said to take: nothing of it is simulated, or counted. */
export function timedArray(array: ComputeArray, jobs: readonly Job[], cyclesOf: (job: number) => number): ComputeArray {
  const numbers = new Map(jobs.map((job, number) => [job, number]));
  const nothing = { counts: new Float64Array(array.actions.length), activity: new Float64Array(array.activities.length), events: 0 };
  return { ...array, run: (job): JobTiming => ({ ...nothing, cycles: cyclesOf(numbers.get(job)!) }) };
}
