import { Worker } from "node:worker_threads";
import { LnsimError } from "@lnsim/contracts";
import type { TaskProgress } from "@lnsim/simulator";
import { unpackError, type Tasks, type WorkerInput, type WorkerMessage } from "./protocol.ts";

/** How a task is watched. */
export interface TaskHooks {
  readonly onProgress: (progress: TaskProgress) => void;
}

/** A task under way. */
export interface RunningTask<Result> {
  /** Resolves to the result, or to null when the task was stopped; rejects with what the task threw. */
  readonly result: Promise<Result | null>;
  /** Asks the task to stop; it is torn down when it does not within the given time. */
  stop(patienceMs: number): void;
}

/** Starts a task in a worker thread. */
export function startTask<Name extends keyof Tasks>(
  task: Name,
  request: Tasks[Name]["request"],
  { onProgress }: TaskHooks,
): RunningTask<Tasks[Name]["result"]> {
  const stop = new SharedArrayBuffer(4);
  const stopped = new Int32Array(stop);
  const input: WorkerInput = { task, request, stop };
  const isSource = import.meta.url.endsWith(".ts");
  const worker = new Worker(new URL(isSource ? "./task-worker.ts" : "./task-worker.js", import.meta.url), {
    workerData: input,
    ...(isSource && { execArgv: ["--conditions=@lnsim/source"] }),
  });
  const result = new Promise<Tasks[Name]["result"] | null>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", (code) => (Atomics.load(stopped, 0) === 0 ? reject(endedEarly(code)) : resolve(null)));
    worker.on("message", (message: WorkerMessage) => {
      if (message.type === "progress") onProgress(message.progress);
      else if (message.type === "result") resolve(message.result as Tasks[Name]["result"]);
      else if (message.type === "stopped") resolve(null);
      else reject(unpackError(message));
    });
  });
  return {
    result: result.finally(() => void worker.terminate()),
    stop(patienceMs) {
      Atomics.store(stopped, 0, 1);
      setTimeout(() => void worker.terminate(), patienceMs).unref();
    },
  };
}

/** Only code that was loaded into the worker can end it before it has said anything. */
function endedEarly(code: number): LnsimError {
  return new LnsimError({
    code: "plugin-failed",
    message: "a plugin or a machine description ended the run before it had a result",
    found: code === 13 ? "an await that never settles" : `process.exit(${code})`,
    remedy: "remove it from the plugins and the .ts description of this run",
  });
}
