// The thread of a PostgresStore, which asks the database while the store waits.
import * as mod from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { LnsimError } from "@lnsim/contracts";
import type { StoreAnswer, StoreCall, StoreThreadData } from "./store-call.ts";

mod.enableCompileCache();
const { openResults } = await import("./open-results.ts");

const { address, port, flag, ...how } = workerData as StoreThreadData;
const answered = new Int32Array(flag);

async function answer(ask: () => Promise<unknown>): Promise<void> {
  const found: StoreAnswer = await ask().then((value) => ({ value }), refusal);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage(found);
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
}

function refusal(error: unknown): StoreAnswer {
  if (!(error instanceof LnsimError)) return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { code, message, path, found, expected, remedy } = error;
  return { mistake: { code, message, ...(path !== undefined && { path }), ...(found !== undefined && { found }), ...(expected !== undefined && { expected }), ...(remedy !== undefined && { remedy }) } };
}

const opening = openResults(address, how);
await answer(() => opening.then(() => null));
const { database, results } = await opening;

parentPort!.on("message", (call: StoreCall) => {
  if (call.method === "close") void answer(() => database.close()).then(() => process.exit());
  else void answer(() => (results[call.method] as (...values: readonly unknown[]) => Promise<unknown>)(...call.values));
});
