// Does one training of the accuracy table.
import { parentPort, workerData } from "node:worker_threads";
import { formatError, LnsimError } from "@lnsim/contracts";
import { run, type RunRequest } from "@lnsim/simulator";

try {
  const result = await run(workerData as RunRequest);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage({ result });
} catch (error) {
  const errors = error instanceof AggregateError ? error.errors : [error];
  const mistake = errors.map((each) => (each instanceof LnsimError ? formatError(each) : String((each as Error).stack))).join("\n");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage({ mistake });
}
