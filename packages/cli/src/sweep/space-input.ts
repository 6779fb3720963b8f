import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { RunPlanner, RunRequest } from "@lnsim/simulator";
import { readSpace, spaceOf, type Space } from "@lnsim/sweep";
import { parseNames } from "../commands/parse-names.ts";

/** What says which points a sweep has: a file, or the flags of a line. */
export interface SpaceInput {
  readonly FILE?: string;
  readonly parameter: readonly string[];
  readonly list: readonly string[];
  readonly machine?: string;
  readonly trace?: string;
  readonly batch?: number;
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly steps?: number;
  readonly numerics?: "on" | "off";
  readonly timing?: "on" | "off";
  readonly passes?: string;
  readonly seed?: number;
  readonly data?: string;
}

/** The flags that a file says itself. */
export const lineFlags = ["parameter", "list", "machine", "trace", "batch", "set", "plugin", "steps", "numerics", "timing", "passes", "seed", "data"] as const;

/** The space of a command line. @throws {LnsimError} for flags beside a file, and as `readSpace` and `spaceOf`. */
export async function spaceOfInput(input: SpaceInput, planner: RunPlanner): Promise<Space> {
  const { FILE, parameter, list } = input;
  if (FILE === undefined) return spaceOf({ base: baseOf(input), ranges: parameter, lists: list }, planner);
  const beside = lineFlags.find((flag) => input[flag] !== undefined && String(input[flag]) !== "");
  if (beside !== undefined) throw besideFile(beside, FILE);
  return readSpace(FILE, process.cwd(), planner);
}

function baseOf({ machine = "lns-madam", trace = "mnist-lenet", batch, set, plugin, steps, numerics, timing, passes, seed, data }: SpaceInput): RunRequest {
  return {
    machine,
    trace,
    folder: process.cwd(),
    ...(set.length > 0 && { set }),
    ...(plugin.length > 0 && { plugins: plugin }),
    ...(batch !== undefined && { batch }),
    ...(steps !== undefined && { steps }),
    ...(numerics !== undefined && { numerics: numerics === "on" }),
    ...(timing !== undefined && { timing: timing === "on" }),
    ...(passes !== undefined && { passes: parseNames(passes) }),
    ...(seed !== undefined && { seed }),
    ...(data !== undefined && { data: resolve(data) }),
  };
}

function besideFile(flag: string, file: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: `--${flag} stands beside a sweep file`, path: `--${flag}`, found: `FILE ${file}`, remedy: "write it into the sweep file, or leave the file out" });
}
