// Searches restart after restart, as long as there are some that nobody has taken.
import { parentPort, workerData } from "node:worker_threads";
import { annealOnce } from "@lnsim/format-lns-log";
import type { SearchInput } from "./search-segments.ts";

const { settings, taken } = workerData as SearchInput;
const counter = new Int32Array(taken);

for (;;) {
  const restart = Atomics.add(counter, 0, 1);
  if (restart >= settings.restarts) break;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(annealOnce(settings, restart));
}
