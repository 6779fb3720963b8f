import { availableParallelism } from "node:os";
import { LnsimError } from "@lnsim/contracts";
import { annealSettings, type AnnealSettings } from "@lnsim/format-lns-log";
import { publishedFractionBits } from "./segments-document.ts";

/** Flags of settings that are not spelled like them. */
const flags: { readonly [setting: string]: string } = { fractionBits: "--fraction-bits" };

/** Settings as they are asked for. */
export type RequestedSettings = Pick<AnnealSettings, "bits" | "segments" | "seed" | "restarts" | "iterations"> & {
  /** 8 less than the width when it is left out, at least 3 where the width allows. */
  readonly fractionBits?: number | undefined;
};

/** The settings of a search. @throws {LnsimError} with the flag of a size that cannot be. */
export function settingsOf({ bits, segments, seed, restarts, iterations, ...given }: RequestedSettings): AnnealSettings {
  const fractionBits = given.fractionBits ?? Math.max(bits - 8, Math.min(3, bits - 4));
  try {
    return annealSettings({ bits, fractionBits, segments, seed, restarts, iterations });
  } catch (error) {
    if (!(error instanceof LnsimError) || error.path === undefined) throw error;
    const flag = flags[error.path] ?? `--${error.path}`;
    const { code, found, expected } = error;
    const message = `there are no segments to search with this ${flag}`;
    throw new LnsimError({ code, message, path: flag, ...(found !== undefined && { found }), ...(expected !== undefined && { expected }) });
  }
}

const mostJobs = 256;

/** Threads of a search: as many as there are cores unless the user says how many. @throws {LnsimError} for none or too many. */
export function jobsOf(given: number | undefined): number {
  const jobs = given ?? availableParallelism();
  if (jobs >= 1 && jobs <= mostJobs) return jobs;
  throw new LnsimError({
    code: "invalid-value",
    message: "--jobs is the number of threads that search",
    path: "--jobs",
    found: String(jobs),
    expected: `a whole number from 1 to ${mostJobs}`,
  });
}

/** Refuses a comparison where nothing is published. @throws {LnsimError} code "invalid-combination" */
export function requirePublished({ fractionBits }: AnnealSettings): void {
  if (publishedFractionBits.includes(fractionBits)) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "--check compares with published tables, and there are none for these fraction bits",
    path: "--fraction-bits",
    found: String(fractionBits),
    expected: publishedFractionBits.join(", "),
    remedy: "leave --check out, or ask for a width that is published",
  });
}
