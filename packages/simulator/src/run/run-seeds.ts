import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { RunResult } from "../result/run-result.ts";
import { run } from "./run.ts";
import type { RunHooks, RunRequest } from "./run-request.ts";

/**
 * A run repeated with several seeds. Plain data, so that it can be sent to a worker. Each seed has a checkpoint of its
 * own, FILE.seed-N, and its tensors are written to a folder of their own, FOLDER/seed-N.
 */
export interface SeedsRequest extends Omit<RunRequest, "seed" | "redraw"> {
  /** Of initial weights, batches and everything drawn during the run; each once. */
  readonly seeds: readonly number[];
}

/** What accuracies of several seeds came to. */
export interface Spread {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The runs in the order of their seeds; the first one is timed as well. */
export interface SeedsResult {
  readonly seeds: readonly number[];
  /** Null where a run has no test accuracy. */
  readonly testAccuracy: Spread | null;
  /** In nats per label; null where a run has none. */
  readonly testLoss: Spread | null;
  readonly runs: readonly RunResult[];
}

/**
 * Trains with each seed in turn; resolves to null when it was stopped.
 *
 * @throws {LnsimError} as {@link run}, and for seeds that are no seeds or the same.
 */
export async function runSeeds({ seeds, ...request }: SeedsRequest, hooks: RunHooks = {}): Promise<SeedsResult | null> {
  checkSeeds(seeds);
  const runs: RunResult[] = [];
  for (const seed of seeds) {
    const isTimed = request.timing !== false && runs.length === 0;
    const result = await run({ ...request, ...placesOf(request, seed), seed, redraw: seed, timing: isTimed }, hooks);
    if (result === null) return null;
    runs.push(result);
  }
  return {
    seeds,
    testAccuracy: spreadOf(runs.map(({ accuracy }) => accuracy?.testAccuracy ?? null)),
    testLoss: spreadOf(runs.map(({ accuracy }) => accuracy?.testLoss ?? null)),
    runs,
  };
}

/** Where the run with one of the seeds keeps what it writes. */
function placesOf({ checkpoint, dump }: Omit<SeedsRequest, "seeds">, seed: number): Pick<RunRequest, "checkpoint" | "dump"> {
  return {
    ...(checkpoint !== undefined && { checkpoint: { ...checkpoint, file: `${checkpoint.file}.seed-${seed}` } }),
    ...(dump !== undefined && { dump: { ...dump, folder: join(dump.folder, `seed-${seed}`) } }),
  };
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return { mean: known.reduce((sum, value) => sum + value, 0) / known.length, lowest: Math.min(...known), highest: Math.max(...known) };
}

function checkSeeds(seeds: readonly number[]): void {
  const isSeed = (seed: number): boolean => Number.isSafeInteger(seed) && seed >= 0;
  if (seeds.length > 0 && seeds.every(isSeed) && new Set(seeds).size === seeds.length) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "these are not seeds",
    path: "--seeds",
    found: seeds.join(","),
    expected: "different whole numbers from 0, such as 1,2,3",
  });
}
