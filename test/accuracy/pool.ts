import { Worker } from "node:worker_threads";
import type { RunRequest, RunResult } from "@lnsim/simulator";

/** A training to do, and what becomes of it. */
export interface Job {
  readonly name: string;
  readonly request: RunRequest;
  readonly done: (result: RunResult) => void;
  readonly failed: (message: string) => void;
}

/** Works off jobs in order on so many threads; resolves when all are done. */
export async function runJobs(jobs: readonly Job[], threads: number): Promise<void> {
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await runJob(job);
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
}

/** A worker an attempt: one training leaves nothing behind for the next. */
function runJob(job: Job): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: job.request, execArgv: ["--conditions=@lnsim/source"] });
    worker.once("message", (message: { result?: RunResult; mistake?: string }) => {
      if (message.result === undefined) job.failed(message.mistake ?? "no result");
      else job.done(message.result);
    });
    worker.once("error", (error) => job.failed(String(error)));
    worker.once("exit", () => resolve());
  });
}
