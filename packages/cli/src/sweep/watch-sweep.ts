import type { Objective, Row, SweepHooks, SweepOutcome } from "@lnsim/sweep";
import type { Terminal } from "../output/terminal.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import { BestSoFar } from "./best-so-far.ts";
import { createLiveReporter } from "./live-reporter.ts";
import { failureList, liveSweep, sweepSummary, type SweepState } from "./sweep-text.ts";

/** How a sweep is run and shown. */
export interface SweepWatch {
  /** Runs it. */
  readonly run: (hooks: SweepHooks) => Promise<SweepOutcome>;
  /** Rows that its points have already. */
  readonly known: readonly Row[];
  /** Where the rows are, for the summary. */
  readonly place: string;
  /** "jsonl" prints every event as JSON on a line of its own. */
  readonly format: "table" | "jsonl";
  readonly objectives?: readonly Objective[];
}

/** Runs a sweep and shows how far it is; resolves to the exit code. Ctrl-C stops it, a second one ends the process at once. */
export async function watchSweep(watch: SweepWatch, terminal: Terminal): Promise<number> {
  const { format, objectives } = watch;
  const reporter = createLiveReporter({ stream: terminal.stderr, now: () => performance.now() });
  const best = new BestSoFar(objectives);
  for (const { figures, values } of watch.known) best.show(figures, values);
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  let printed = Promise.resolve();
  let failure: Pick<SweepState, "lastFailure"> = {};
  try {
    const outcome = await watch.run({
      signal: abort.signal,
      onEvent(event) {
        if (event.type === "done") best.show(event.figures, event.values);
        else if (event.type === "failed") failure = { lastFailure: event };
        if (format === "jsonl") printed = printed.then(() => terminal.print(JSON.stringify(event)));
        else reporter.update(liveSweep({ progress: event.progress, best: best.best, ...failure }));
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

async function conclude(outcome: SweepOutcome, { best }: BestSoFar, { place, format }: SweepWatch, terminal: Terminal): Promise<void> {
  if (format === "table") await terminal.print(sweepSummary(outcome, best, place));
  if (format === "table" && outcome.failed.length > 0) terminal.hint(failureList(outcome.failed, terminal.hintStyles));
  if (outcome.stopped) terminal.hint(`stopped; the same command goes on with the ${outcome.progress.left} points that are left`);
}
