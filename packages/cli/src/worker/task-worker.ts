// Runs one long task away from the main thread, which stays free for signals and the progress bar.
import * as mod from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { RecordRequest, RunRequest, SeedsRequest, TaskProgress, UpdateErrorsRequest, WindowRequest } from "@lnsim/simulator";
import { packError, type Tasks, type WorkerInput, type WorkerMessage } from "./protocol.ts";

const input = workerData as WorkerInput;
const flag = new Int32Array(input.stop);
const signal = {
  get aborted() {
    return Atomics.load(flag, 0) !== 0;
  },
};
const progressIntervalMs = 40;
let lastProgress = 0;

function say(message: WorkerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(message);
}

function onProgress(progress: TaskProgress): void {
  const now = performance.now();
  if (now - lastProgress < progressIntervalMs && progress.done < progress.total) return;
  lastProgress = now;
  say({ type: "progress", progress });
}

try {
  mod.enableCompileCache();
  const simulator = await import("@lnsim/simulator");
  const hooks = { signal, onProgress };
  const tasks: { readonly [task in typeof input.task]: () => Promise<unknown> } = {
    run: () => simulator.run(input.request as RunRequest, hooks),
    recordRun: () => {
      const { run, file } = input.request as Tasks["recordRun"]["request"];
      return simulator.recordRun(run, file, hooks);
    },
    seeds: () => simulator.runSeeds(input.request as SeedsRequest, hooks),
    window: () => simulator.studyWindow(input.request as WindowRequest, hooks),
    updateErrors: () => simulator.studyUpdateErrors(input.request as UpdateErrorsRequest, hooks),
    record: () => simulator.recordTrace(input.request as RecordRequest, hooks),
  };
  const result = await tasks[input.task]();
  say(result === null ? { type: "stopped" } : { type: "result", result });
} catch (error) {
  say(packError(error));
}
