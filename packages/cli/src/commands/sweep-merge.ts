import { LnsimError } from "@lnsim/contracts";
import { hidePasswords, mergeStores, openStore, type MergeOutcome, type NamedStore } from "@lnsim/sweep";
import { grouped } from "../output/numbers.ts";
import { storeName } from "../sweep/store-name.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep merge`. */
export interface SweepMergeInput {
  readonly STORE: readonly string[];
  readonly store?: string;
}

/** `lnsim sweep merge STORE... --store FILE` */
export const sweepMerge: Handler<SweepMergeInput> = async ({ STORE: names, store: target }, { print }) => {
  if (target === undefined) throw noTarget();
  const sources: NamedStore[] = [];
  try {
    for (const name of names) sources.push({ name: hidePasswords(name), store: openStore(storeName(name), { create: false }) });
    await print(mergeText(mergeInto(target, sources), names.length, target));
  } finally {
    for (const { store } of sources) store.close();
  }
  return 0;
};

function mergeInto(name: string, sources: readonly NamedStore[]): MergeOutcome {
  const store = openStore(storeName(name));
  try {
    return mergeStores(sources, { name: hidePasswords(name), store });
  } finally {
    store.close();
  }
}

function mergeText({ rows, total }: MergeOutcome, stores: number, target: string): string {
  return `${grouped(rows)} new rows from ${grouped(stores)} stores, ${grouped(total)} rows now\nrows are in ${hidePasswords(target)}`;
}

function noTarget(): LnsimError {
  return new LnsimError({ code: "missing-value", message: "stores are merged into one", path: "--store", remedy: "name its file, which is made where it is not there: --store FILE" });
}
