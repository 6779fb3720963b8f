import { resolve } from "node:path";
import { annealResult, type AnnealOutcome, type AnnealResult, type AnnealSettings } from "@lnsim/format-lns-log";
import { jobsOf, requirePublished, settingsOf } from "../approx/anneal-request.ts";
import { errorPicture } from "../approx/error-picture.ts";
import { startSearch, type SearchState } from "../approx/search-segments.ts";
import { segmentsDocument, type SegmentsDocument } from "../approx/segments-document.ts";
import { renderSegments, verdict } from "../approx/segments-report.ts";
import type { Terminal } from "../output/terminal.ts";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { inTerminal, showPicture } from "../picture/show-picture.ts";
import { createProgressReporter } from "../progress/progress-reporter.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handler.ts";

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
  const settings = settingsOf({ ...input, fractionBits: input["fraction-bits"] });
  const jobs = jobsOf(input.jobs);
  if (input.check) requirePublished(settings);
  const file = input.out === undefined ? null : resolve(input.out);
  if (file !== null) requireWritable(file);
  if (input.picture !== undefined && input.picture !== inTerminal) requireWritable(resolve(input.picture));
  const { done, best } = await search(settings, jobs, terminal);
  if (done === 0) {
    terminal.hint("stopped before the first restart was finished; nothing was written");
    return 130;
  }
  const result = annealResult(settings, best);
  const document = segmentsDocument(result, done);
  if (file !== null) {
    writeWhole(file, `${JSON.stringify(document, null, 2)}\n`);
    terminal.hint(`written: ${input.out}`);
  }
  await show(result, document, input, terminal);
  if (done < settings.restarts) {
    terminal.hint(`stopped after ${done} of ${settings.restarts} restarts; this is the best of them`);
    return 130;
  }
  return exitCodeOf(input, document, terminal);
};

async function show(result: AnnealResult, document: SegmentsDocument, { format, picture }: AnnealInput, terminal: Terminal): Promise<void> {
  await terminal.print(format === "json" ? JSON.stringify(document, null, 2) : renderSegments(document, terminal));
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
