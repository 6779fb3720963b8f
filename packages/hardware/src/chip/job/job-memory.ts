import type { MachineTiming } from "../../timing/machine-timing.ts";
import { jobKey, type ComputeArray, type JobTiming } from "./job.ts";

/**
 * Where chips find what was found on chips before them: a job's timing depends on the array and the job alone, that of a step
 * on the tiles, on what is around the array, and on what the jobs took.
 */
export interface JobMemory {
  /** Timings on an array, by {@link jobKey}, to be looked up and added to. @param array text that equal arrays share */
  timingsOn(array: string): Map<string, JobTiming>;
  /** Timings of steps, by a hash of all that decides them. */
  readonly steps?: { get(key: string): MachineTiming | undefined; set(key: string, timing: MachineTiming): void };
}

/** An array that simulates a job only when none that equals it has been simulated; the array as it is without timings. */
export function rememberingArray(array: ComputeArray, timings: Map<string, JobTiming> | undefined): ComputeArray {
  if (timings === undefined) return array;
  return {
    ...array,
    run(job, watch) {
      if (watch !== undefined) return array.run(job, watch);
      const key = jobKey(job);
      const timing = timings.get(key) ?? array.run(job);
      timings.set(key, timing);
      return timing;
    },
  };
}
