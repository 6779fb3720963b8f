import { runPoints, type DesignPoint, type Objective, type ResultStore, type RunnerOptions, type SweepOutcome } from "@lnsim/sweep";
import type { Terminal } from "../output/terminal.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import { BestSoFar } from "./best-so-far.ts";
import { createSweepReporter } from "./sweep-reporter.ts";
import { failureList, sweepSummary } from "./sweep-text.ts";

/** How a sweep is run and shown. */
export interface SweepWatch {
  readonly store: ResultStore;
  /** Its name, for the summary. */
  readonly file: string;
  readonly jobs?: number;
  readonly limits: NonNullable<RunnerOptions["limits"]>;
  /** "jsonl" prints every event as JSON on a line of its own. */
  readonly format: "table" | "jsonl";
  readonly objectives?: readonly Objective[];
}

/** Runs points and shows how far they are; resolves to the exit code. Ctrl-C stops the sweep, a second one ends the process at once. */
export async function watchSweep(points: readonly DesignPoint[], watch: SweepWatch, terminal: Terminal): Promise<number> {
  const { store, jobs, limits, format, objectives } = watch;
  const reporter = createSweepReporter({ stream: terminal.stderr, now: () => performance.now() });
  const best = new BestSoFar(objectives);
  for (const { id, values } of points) {
    const row = store.row(id);
    if (row !== undefined) best.show(row.figures, values);
  }
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  let printed = Promise.resolve();
  try {
    const outcome = await runPoints(points, { store, limits, ...(jobs !== undefined && { jobs }) }, {
      signal: abort.signal,
      onEvent(event) {
        if (event.type === "done") best.show(event.figures, event.values);
        if (format === "jsonl") printed = printed.then(() => terminal.print(JSON.stringify(event)));
        else reporter.update({ progress: event.progress, best: best.best });
      },
    });
    reporter.finish();
    await printed;
    await conclude(outcome, best, watch, terminal);
    return outcome.stopped ? 130 : outcome.failed.length > 0 ? 1 : 0;
  } finally {
    unwatch();
    reporter.finish();
  }
}

async function conclude(outcome: SweepOutcome, { best }: BestSoFar, { file, format }: SweepWatch, terminal: Terminal): Promise<void> {
  if (format === "table") await terminal.print(sweepSummary(outcome, best, file));
  if (format === "table" && outcome.failed.length > 0) terminal.hint(failureList(outcome.failed, terminal.hintStyles));
  if (outcome.stopped) terminal.hint(`stopped; the same command goes on with the ${outcome.progress.left} points that are left`);
}
