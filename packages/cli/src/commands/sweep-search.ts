import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { evaluatePoints, isAddress, parseObjectives, searchSweep, type SearchRecord, type SweepSearch } from "@lnsim/sweep";
import type { Terminal } from "../output/terminal.ts";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { renderSearch } from "../report/search-report.ts";
import { openRunPlace, requireRunPlace, type RunPlace, type RunPlaceInput } from "../sweep/run-place.ts";
import { SearchProgress } from "../sweep/search-progress.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep search`. */
export interface SweepSearchInput extends SpaceInput, RunPlaceInput {
  readonly objective?: string;
  readonly budget: number;
  readonly population?: number;
  readonly "search-seed": number;
  readonly record?: string;
  readonly format: "table" | "json" | "jsonl";
}

/** `lnsim sweep search` */
export const sweepSearch: Handler<SweepSearchInput> = async (input, terminal) => {
  const { objective, budget, population, format } = input;
  requireRunPlace(input);
  if (objective === undefined) throw new LnsimError({ code: "missing-value", message: "a search needs to know what is better", path: "--objective", remedy: "such as --objective cycles,energy" });
  for (const [flag, value, least] of [["--budget", budget, 1], ["--population", population ?? 2, 2]] as const) requireAtLeast(flag, value, least);
  const objectives = parseObjectives(objective);
  const recordName = recordOf(input);
  const record = resolve(recordName);
  requireWritable(record);
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const search: SweepSearch = { space, objectives, budget, seed: input["search-seed"], ...(population !== undefined && { population }) };
  const place = await openRunPlace(input);
  const found = await watchSearch(search, { planner, place, format }, terminal).finally(() => place.close());
  writeWhole(record, `${JSON.stringify(found, null, 2)}\n`);
  if (format !== "jsonl") await terminal.print(format === "json" ? JSON.stringify(found, null, 2) : renderSearch(found, terminal));
  terminal.hint(found.end === "stopped" ? "stopped; the same command goes on where it was" : `why each design was chosen is in ${recordName}`);
  return found.end === "stopped" ? 130 : 0;
};

/** The file that says why each design was chosen: beside a store that is a file, in the current folder otherwise. */
function recordOf({ record, store }: SweepSearchInput): string {
  return record ?? (store === undefined || isAddress(store) ? "sweep.search.json" : `${store}.search.json`);
}

interface SearchRun {
  readonly planner: RunPlanner;
  readonly place: RunPlace;
  readonly format: SweepSearchInput["format"];
}

/** Searches and shows how far it is; Ctrl-C stops it, a second one ends the process at once. */
async function watchSearch(search: SweepSearch, { planner, place, format }: SearchRun, terminal: Terminal): Promise<SearchRecord> {
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  const progress = new SearchProgress(search, format, terminal);
  try {
    const hooks = { signal: abort.signal, onEvent: progress.onEvent };
    return await searchSweep({ ...search, signal: abort.signal, onGeneration: progress.onGeneration }, (points) => evaluatePoints(points, { base: search.space.base, planner, place }, hooks));
  } finally {
    await progress.finish();
    unwatch();
  }
}

function requireAtLeast(path: string, found: number, least: number): void {
  if (found >= least) return;
  throw new LnsimError({ code: "invalid-value", message: "a search cannot have so few designs", path, found: String(found), expected: `a whole number from ${least}` });
}
