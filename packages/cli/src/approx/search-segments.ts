import { Worker } from "node:worker_threads";
import type { AnnealOutcome, AnnealSettings } from "@lnsim/format-lns-log";
import { bestOutcomes } from "./best-outcomes.ts";

/** What a searching thread is started with. */
export interface SearchInput {
  readonly settings: AnnealSettings;
  /** One shared Int32: restarts that a thread has taken. */
  readonly taken: SharedArrayBuffer;
}

/** Where a search is. */
export interface SearchState {
  /** Restarts that are finished. */
  readonly done: number;
  /** The best of them for each function: one outcome or two, none before the first. */
  readonly best: readonly AnnealOutcome[];
}

/** How a search is run and watched. */
export interface SearchOptions {
  /** Threads. What is found does not depend on them. */
  readonly jobs: number;
  readonly onProgress: (state: SearchState) => void;
}

/** A search under way. */
export interface Search {
  /** Resolves to where the search ended: after all restarts, or where it was stopped. */
  readonly end: Promise<SearchState>;
  stop(): void;
}

/** Starts the restarts of a search in threads of their own. @param settings complete ones, as `annealSettings` makes them */
export function startSearch(settings: AnnealSettings, { jobs, onProgress }: SearchOptions): Search {
  const workerData: SearchInput = { settings, taken: new SharedArrayBuffer(4) };
  const workers = Array.from({ length: Math.min(jobs, settings.restarts) }, () => startWorker(workerData));
  let state: SearchState = { done: 0, best: [] };
  let isStopped = false;
  for (const worker of workers) {
    worker.on("message", (outcome: AnnealOutcome) => {
      if (isStopped) return;
      state = { done: state.done + 1, best: bestOutcomes(state.best, outcome) };
      onProgress(state);
    });
  }
  const stop = (): void => {
    isStopped = true;
    for (const worker of workers) void worker.terminate();
  };
  const ends = workers.map((worker) => new Promise<void>((resolve, reject) => worker.on("exit", () => resolve()).on("error", reject)));
  return { end: Promise.all(ends).then(() => state).finally(stop), stop };
}

function startWorker(workerData: SearchInput): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  return new Worker(new URL(isSource ? "./search-worker.ts" : "./search-worker.js", import.meta.url), {
    workerData,
    ...(isSource && { execArgv: ["--conditions=@lnsim/source"] }),
  });
}
