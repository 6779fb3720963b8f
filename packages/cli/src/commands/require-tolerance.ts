import { LnsimError } from "@lnsim/contracts";

/** @throws {LnsimError} for a tolerance that is no share of 0 or more */
export function requireTolerance(tolerance: number): void {
  if (tolerance >= 0) return;
  throw new LnsimError({ code: "invalid-value", message: "a tolerance is a relative difference", path: "--tolerance", found: String(tolerance), expected: "a number from 0" });
}
