import type { Job } from "../job/job.ts";
import type { PeGridDescription } from "./description.ts";

/** Cycles that a job cannot be faster than. */
export function lowerBound(_description: PeGridDescription, _job: Job): number {
  return 0;
}
