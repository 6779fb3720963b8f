import { hidePasswords, workOnEngine } from "@lnsim/sweep";
import { WorkerProgress } from "../sweep/worker-progress.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep worker`. */
export interface SweepWorkerInput {
  readonly URL: string;
  readonly jobs?: number;
  readonly "until-empty": boolean;
  readonly format: "table" | "jsonl";
}

/** `lnsim sweep worker URL` */
export const sweepWorker: Handler<SweepWorkerInput> = async ({ URL: url, jobs, "until-empty": untilEmpty, format }, terminal) => {
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  const progress = new WorkerProgress(format, hidePasswords(url), terminal);
  try {
    await workOnEngine(url, { untilEmpty, signal: abort.signal, onEvent: progress.show, ...(jobs !== undefined && { jobs }) });
  } finally {
    unwatch();
    await progress.finish();
  }
  return abort.signal.aborted ? 130 : 0;
};
