import { LnsimError } from "@lnsim/contracts";

/** @throws {LnsimError} for a number of points at a time that cannot be. @param least 0 where others may do all the work */
export function requireJobs(jobs: number, least = 1): void {
  if (Number.isSafeInteger(jobs) && jobs >= least) return;
  throw new LnsimError({ code: "invalid-value", message: "so many points cannot be run at the same time", path: "--jobs", found: String(jobs), expected: `a whole number from ${least}` });
}
