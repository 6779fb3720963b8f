import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { hidePasswords, openEngine, openStore, parseObjectives, parseShard, pointsOf, resolvePoints, runPoints, shardOf, type DesignPoint, type PointLimits, type SweepHooks } from "@lnsim/sweep";
import type { Terminal } from "../output/terminal.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { storeName } from "../sweep/store-name.ts";
import { watchSweep, type SweepWatch } from "../sweep/watch-sweep.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep run`. */
export interface SweepRunInput extends SpaceInput {
  readonly store?: string;
  readonly engine?: string;
  readonly tries?: number;
  /** In seconds. */
  readonly lease?: number;
  readonly shard?: string;
  readonly jobs?: number;
  readonly "time-limit"?: number;
  readonly "memory-limit"?: number;
  readonly objective?: string;
  readonly format: "table" | "jsonl";
}

/** `lnsim sweep run` */
export const sweepRun: Handler<SweepRunInput> = async (input, terminal) => {
  const { format, objective, engine, store } = input;
  const objectives = objective === undefined ? undefined : parseObjectives(objective);
  const limits = limitsOf(input);
  if (engine !== undefined) requireNoStore(store);
  else refuseWithoutEngine(input);
  if (engine === undefined && store === undefined) throw new LnsimError({ code: "missing-value", message: "a sweep keeps its results in a file", path: "--store", remedy: "name one: --store FILE" });
  const points = await pointsOfInput(input);
  const how = { points, limits, watch: { format, ...(objectives !== undefined && { objectives }) } };
  return engine === undefined ? runHere(store!, input, how, terminal) : runOnEngine(engine, input, how, terminal);
};

/** What is run, and how it is shown. */
interface RunHow {
  readonly points: readonly DesignPoint[];
  readonly limits: PointLimits;
  readonly watch: Pick<SweepWatch, "format" | "objectives">;
}

async function runHere(name: string, { jobs }: SweepRunInput, { points, limits, watch }: RunHow, terminal: Terminal): Promise<number> {
  const store = openStore(storeName(name));
  try {
    const known = points.flatMap(({ id }) => store.row(id) ?? []);
    const run = (hooks: SweepHooks) => runPoints(points, { store, limits, ...(jobs !== undefined && { jobs }) }, hooks);
    return await watchSweep({ ...watch, run, known, place: hidePasswords(name) }, terminal);
  } finally {
    store.close();
  }
}

async function runOnEngine(url: string, { jobs, tries, lease }: SweepRunInput, { points, limits, watch }: RunHow, terminal: Terminal): Promise<number> {
  const place = hidePasswords(url);
  const engine = await openEngine(url, { limits, ...(jobs !== undefined && { jobs }), ...(tries !== undefined && { tries }), ...(lease !== undefined && { leaseSeconds: lease }) });
  try {
    if (jobs === 0) terminal.hint(`the points wait for workers: lnsim sweep worker ${place}`);
    const code = await watchSweep({ ...watch, run: (hooks) => engine.run(points, hooks), known: await engine.rowsOf(points), place }, terminal);
    if (code === 130) terminal.hint("they stay in the queue, for this command and for workers");
    return code;
  } finally {
    await engine.close();
  }
}

function requireNoStore(store: string | undefined): void {
  if (store === undefined) return;
  throw new LnsimError({ code: "invalid-combination", message: "the rows of an engine are in its database", path: "--store", found: hidePasswords(store), remedy: "leave --store out; lnsim sweep merge URL --store FILE copies them into a file" });
}

function refuseWithoutEngine(input: SweepRunInput): void {
  const flag = (["tries", "lease"] as const).find((name) => input[name] !== undefined);
  if (flag === undefined) return;
  throw new LnsimError({ code: "invalid-combination", message: "only engines try again and lease points", path: `--${flag}`, found: String(input[flag]), remedy: "leave it out, or name an engine: --engine postgres://…" });
}

/** All points, each checked, or those of the shard that is asked for. */
async function pointsOfInput(input: SweepRunInput): Promise<readonly DesignPoint[]> {
  const shard = input.shard === undefined ? undefined : parseShard(input.shard);
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const points = await resolvePoints(space.base, pointsOf(space).points, planner);
  return shard === undefined ? points : shardOf(points, shard);
}

function limitsOf({ "time-limit": seconds, "memory-limit": memoryMib }: SweepRunInput): PointLimits {
  for (const [flag, value] of [["--time-limit", seconds], ["--memory-limit", memoryMib]] as const) {
    if (value !== undefined && !(value > 0)) throw new LnsimError({ code: "invalid-value", message: "a limit lets something through", path: flag, found: String(value), expected: "a number above 0" });
  }
  return { ...(seconds !== undefined && { seconds }), ...(memoryMib !== undefined && { memoryMib }) };
}
