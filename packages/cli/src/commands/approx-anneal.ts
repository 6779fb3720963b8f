import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { annealResult, annealSettings, type AnnealOutcome, type AnnealResult, type AnnealSettings } from "@lnsim/format-lns-log";
import { errorPicture } from "../approx/error-picture.ts";
import { startSearch, type SearchState } from "../approx/search-segments.ts";
import { publishedFractionBits, segmentsDocument, type SegmentsDocument } from "../approx/segments-document.ts";
import { renderSegments, verdict } from "../approx/segments-report.ts";
import type { Terminal } from "../output/terminal.ts";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { showPicture } from "../picture/show-picture.ts";
import { createProgressReporter } from "../progress/progress-reporter.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handlers.ts";

/** Input of `lnsim approx anneal`. */
export interface AnnealInput {
  readonly bits: number;
  readonly "fraction-bits"?: number;
  readonly segments: number;
  readonly seed: number;
  readonly restarts: number;
  readonly iterations: number;
  readonly jobs?: number;
  readonly check: boolean;
  readonly format: "table" | "json";
  readonly picture?: string;
  readonly out?: string;
}

/** `lnsim approx anneal` */
export const approxAnneal: Handler<AnnealInput> = async (input, terminal) => {
  const settings = settingsOf(input);
  const jobs = jobsOf(input.jobs);
  if (input.check) requirePublished(settings);
  const file = input.out === undefined ? null : resolve(input.out);
  if (file !== null) requireWritable(file);
  const { done, best } = await search(settings, jobs, terminal);
  if (done === 0) {
    terminal.hint("stopped before the first restart was finished; nothing was written");
    return 130;
  }
  const result = annealResult(settings, best);
  const document = segmentsDocument(result, done);
  await show(result, document, input, terminal);
  if (file !== null) {
    writeWhole(file, `${JSON.stringify(document, null, 2)}\n`);
    terminal.hint(`written: ${input.out}`);
  }
  if (done < settings.restarts) {
    terminal.hint(`stopped after ${done} of ${settings.restarts} restarts; this is the best of them`);
    return 130;
  }
  return exitCodeOf(input, document, terminal);
};

async function show(result: AnnealResult, document: SegmentsDocument, { format, picture }: AnnealInput, terminal: Terminal): Promise<void> {
  await terminal.print(format === "json" ? JSON.stringify(document, null, 2) : renderSegments(document, terminal.styles));
  if (picture !== undefined) await showPicture(errorPicture(result), picture, terminal);
}

function exitCodeOf({ check, format }: AnnealInput, document: SegmentsDocument, terminal: Terminal): number {
  if (!check || document.comparison?.isAccepted === true) return 0;
  if (format === "json") terminal.hint(verdict(document));
  return 1;
}

/** Runs the restarts with progress on stderr; Ctrl-C ends it with what is finished. */
async function search(settings: AnnealSettings, jobs: number, terminal: Terminal): Promise<SearchState> {
  const { restarts } = settings;
  const reporter = createProgressReporter({ stream: terminal.stderr, now: () => performance.now() });
  const noteOf = lastNote(settings);
  const task = startSearch(settings, {
    jobs,
    onProgress: ({ done, best }) =>
      reporter.update({ phase: "annealing", done, total: restarts, unit: "restart", share: done / restarts, note: noteOf(best) }),
  });
  const unwatch = watchStopSignals(task.stop);
  try {
    return await task.end;
  } finally {
    unwatch();
    reporter.finish();
  }
}

/** Says how good the best outcomes are; a list that was asked for last is not evaluated again. */
function lastNote(settings: AnnealSettings): (best: readonly AnnealOutcome[]) => string {
  let last: readonly AnnealOutcome[] = [];
  let note = "";
  return (best) => {
    if (best === last) return note;
    last = best;
    const { same, opposite } = annealResult(settings, best);
    const [first, second] = [same, opposite].map(({ error }) => (error.rmsOctaves * 2 ** settings.fractionBits).toFixed(3));
    note = `best rms ${first} and ${second} LSB`;
    return note;
  };
}

const flags: { readonly [setting: string]: string } = { fractionBits: "--fraction-bits" };

function settingsOf(input: AnnealInput): AnnealSettings {
  const { bits, segments, seed, restarts, iterations } = input;
  const fractionBits = input["fraction-bits"] ?? Math.max(bits - 8, Math.min(3, bits - 4));
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

/** Threads of a search: as many as there are cores unless the user says how many. */
function jobsOf(given: number | undefined): number {
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

function requirePublished({ fractionBits }: AnnealSettings): void {
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
