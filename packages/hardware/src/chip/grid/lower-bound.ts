import type { Job } from "../job/job.ts";
import type { PeGridDescription } from "./description.ts";
import { gemmBound } from "./gemm-bound.ts";
import { passBound } from "./pass-bound.ts";

/**
 * Cycles that a job cannot be faster than, by formula: the longest of what the busiest PE works, what its buses carry, and what
 * all banks give and take, each with the way of the first operands and of the last results.
 */
export function lowerBound(description: PeGridDescription, job: Job): number {
  return job.kind === "gemm" ? gemmBound(description, job) : passBound(description, job);
}
