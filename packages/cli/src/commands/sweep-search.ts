import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { evaluatePoints, isAddress, openStore, parseObjectives, PointRunner, searchSweep, type SearchRecord, type SweepSearch } from "@lnsim/sweep";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { renderSearch } from "../report/search-report.ts";
import { SearchProgress } from "../sweep/search-progress.ts";
import { storeName } from "../sweep/store-name.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep search`. */
export interface SweepSearchInput extends SpaceInput {
  readonly store?: string;
  readonly objective?: string;
  readonly budget: number;
  readonly population?: number;
  readonly "search-seed": number;
  readonly jobs?: number;
  readonly record?: string;
  readonly format: "table" | "json";
}

/** `lnsim sweep search` */
export const sweepSearch: Handler<SweepSearchInput> = async (input, terminal) => {
  const { store: file, objective, budget, population, jobs, format } = input;
  if (file === undefined) throw missing("--store", "a search keeps its results in a file", "name one: --store FILE");
  if (objective === undefined) throw missing("--objective", "a search needs to know what is better", "such as --objective cycles,energy");
  for (const [flag, value, least] of [["--budget", budget, 1], ["--population", population ?? 2, 2]] as const) requireAtLeast(flag, value, least);
  const objectives = parseObjectives(objective);
  const recordName = input.record ?? (isAddress(file) ? "sweep.search.json" : `${file}.search.json`);
  const record = resolve(recordName);
  requireWritable(record);
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const found = await watchSearch({ space, objectives, budget, seed: input["search-seed"], ...(population !== undefined && { population }) }, { planner, file: storeName(file), jobs }, terminal);
  writeWhole(record, `${JSON.stringify(found, null, 2)}\n`);
  await terminal.print(format === "json" ? JSON.stringify(found, null, 2) : renderSearch(found, terminal));
  terminal.hint(found.end === "stopped" ? "stopped; the same command goes on where it was" : `why each design was chosen is in ${recordName}`);
  return found.end === "stopped" ? 130 : 0;
};

interface SearchRun {
  readonly planner: RunPlanner;
  readonly file: string;
  readonly jobs: number | undefined;
}

/** Searches and shows how far it is; Ctrl-C stops it, a second one ends the process at once. */
async function watchSearch(search: SweepSearch, { planner, file, jobs }: SearchRun, { stderr }: { readonly stderr: NodeJS.WriteStream }): Promise<SearchRecord> {
  const store = openStore(file);
  const runner = new PointRunner({ store, ...(jobs !== undefined && { jobs }) });
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  const progress = new SearchProgress(search, stderr);
  try {
    const hooks = { signal: abort.signal, onEvent: progress.onEvent };
    return await searchSweep({ ...search, signal: abort.signal }, (points) => evaluatePoints(points, { base: search.space.base, planner, store, runner }, hooks));
  } finally {
    progress.finish();
    runner.close();
    unwatch();
    store.close();
  }
}

function missing(path: string, message: string, remedy: string): LnsimError {
  return new LnsimError({ code: "missing-value", message, path, remedy });
}

function requireAtLeast(path: string, found: number, least: number): void {
  if (found >= least) return;
  throw new LnsimError({ code: "invalid-value", message: "a search cannot have so few designs", path, found: String(found), expected: `a whole number from ${least}` });
}
