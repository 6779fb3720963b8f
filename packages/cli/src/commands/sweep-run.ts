import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { hidePasswords, openStore, parseObjectives, parseShard, pointsOf, resolvePoints, shardOf, type DesignPoint } from "@lnsim/sweep";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { storeName } from "../sweep/store-name.ts";
import { watchSweep } from "../sweep/watch-sweep.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep run`. */
export interface SweepRunInput extends SpaceInput {
  readonly store?: string;
  readonly shard?: string;
  readonly jobs?: number;
  readonly "time-limit"?: number;
  readonly "memory-limit"?: number;
  readonly objective?: string;
  readonly format: "table" | "jsonl";
}

/** `lnsim sweep run` */
export const sweepRun: Handler<SweepRunInput> = async (input, terminal) => {
  const { store: file, jobs, format, objective } = input;
  if (file === undefined) throw new LnsimError({ code: "missing-value", message: "a sweep keeps its results in a file", path: "--store", remedy: "name one: --store FILE" });
  const objectives = objective === undefined ? undefined : parseObjectives(objective);
  const limits = limitsOf(input);
  const points = await pointsOfInput(input);
  const store = openStore(storeName(file));
  try {
    return await watchSweep(points, { store, file: hidePasswords(file), limits, format, ...(jobs !== undefined && { jobs }), ...(objectives !== undefined && { objectives }) }, terminal);
  } finally {
    store.close();
  }
};

/** All points, each checked, or those of the shard that is asked for. */
async function pointsOfInput(input: SweepRunInput): Promise<readonly DesignPoint[]> {
  const shard = input.shard === undefined ? undefined : parseShard(input.shard);
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const points = await resolvePoints(space.base, pointsOf(space).points, planner);
  return shard === undefined ? points : shardOf(points, shard);
}

function limitsOf({ "time-limit": seconds, "memory-limit": memoryMib }: SweepRunInput): { seconds?: number; memoryMib?: number } {
  for (const [flag, value] of [["--time-limit", seconds], ["--memory-limit", memoryMib]] as const) {
    if (value !== undefined && !(value > 0)) throw new LnsimError({ code: "invalid-value", message: "a limit lets something through", path: flag, found: String(value), expected: "a number above 0" });
  }
  return { ...(seconds !== undefined && { seconds }), ...(memoryMib !== undefined && { memoryMib }) };
}
