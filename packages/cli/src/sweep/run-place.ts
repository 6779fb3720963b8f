import { LnsimError } from "@lnsim/contracts";
import { hidePasswords, openEngine, openStore, PointRunner, type PointLimits, type PointPlace } from "@lnsim/sweep";
import { storeName } from "./store-name.ts";

/** The flags that say where points are run, and how. */
export interface RunPlaceInput {
  readonly store?: string;
  readonly engine?: string;
  readonly tries?: number;
  /** In seconds. */
  readonly lease?: number;
  readonly jobs?: number;
  readonly "time-limit"?: number;
  readonly "memory-limit"?: number;
}

/** Where points are run: threads of this process with a store, or an engine. Close it when all is done. */
export interface RunPlace extends PointPlace {
  /** Where the rows are, without its password. */
  readonly shown: string;
  close(): Promise<void>;
}

/** Opens it. @throws {LnsimError} as {@link requireRunPlace}, and for what cannot be opened. */
export async function openRunPlace(input: RunPlaceInput): Promise<RunPlace> {
  const { store: name, engine: url, jobs, tries, lease } = input;
  const options = { limits: limitsOf(input), ...(jobs !== undefined && { jobs }) };
  requireRunPlace(input);
  if (url !== undefined) {
    const engine = await openEngine(url, { ...options, ...(tries !== undefined && { tries }), ...(lease !== undefined && { leaseSeconds: lease }) });
    return { shown: hidePasswords(url), run: (points, hooks) => engine.run(points, hooks), rowsOf: (points) => engine.rowsOf(points), close: () => engine.close() };
  }
  return openHere(name!, options);
}

/** @throws {LnsimError} for flags that do not go together, and for limits that let nothing through. */
export function requireRunPlace(input: RunPlaceInput): void {
  const { engine, store } = input;
  limitsOf(input);
  if (engine === undefined) refuseWithoutEngine(input);
  else if (store !== undefined) throw storeBesideEngine(store);
  if (engine === undefined && store === undefined) throw new LnsimError({ code: "missing-value", message: "results are kept in a file", path: "--store", remedy: "name one: --store FILE" });
}

function openHere(name: string, options: { readonly limits: PointLimits; readonly jobs?: number }): RunPlace {
  const store = openStore(storeName(name));
  let runner: PointRunner;
  try {
    runner = new PointRunner({ store, ...options });
  } catch (error) {
    store.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    runner.close();
    store.close();
  };
  return { shown: hidePasswords(name), run: (points, hooks) => runner.run(points, hooks), rowsOf: (points) => runner.rowsOf(points), close };
}

function storeBesideEngine(store: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "the rows of an engine are in its database", path: "--store", found: hidePasswords(store), remedy: "leave --store out; lnsim sweep merge URL --store FILE copies them into a file" });
}

function refuseWithoutEngine(input: RunPlaceInput): void {
  const flag = (["tries", "lease"] as const).find((name) => input[name] !== undefined);
  if (flag === undefined) return;
  throw new LnsimError({ code: "invalid-combination", message: "only engines try again and lease points", path: `--${flag}`, found: String(input[flag]), remedy: "leave it out, or name an engine: --engine postgres://…" });
}

function limitsOf({ "time-limit": seconds, "memory-limit": memoryMib }: RunPlaceInput): PointLimits {
  for (const [flag, value] of [["--time-limit", seconds], ["--memory-limit", memoryMib]] as const) {
    if (value !== undefined && !(value > 0)) throw new LnsimError({ code: "invalid-value", message: "a limit lets something through", path: flag, found: String(value), expected: "a number above 0" });
  }
  return { ...(seconds !== undefined && { seconds }), ...(memoryMib !== undefined && { memoryMib }) };
}
