import { databaseAddress } from "./address.ts";
import type { WorkerOptions } from "./queue-worker.ts";
import type { EngineOptions, SweepEngine } from "./sweep-engine.ts";

/** Connects to the engine of that URL. Its libraries are loaded by then only. @throws {LnsimError} as `SweepEngine.open`, and for what is no URL of a database. */
export async function openEngine(url: string, options?: EngineOptions): Promise<SweepEngine> {
  const address = databaseAddress(url);
  return (await import("./sweep-engine.ts")).SweepEngine.open(address, options);
}

/** Takes points from the engine of that URL and runs them. @throws {LnsimError} as `workOn`, and for what is no URL of a database. */
export async function workOnEngine(url: string, options: WorkerOptions): Promise<void> {
  const address = databaseAddress(url);
  return (await import("./queue-worker.ts")).workOn(address, options);
}
