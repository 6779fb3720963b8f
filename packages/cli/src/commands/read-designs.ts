import { LnsimError } from "@lnsim/contracts";
import { openStore, rowsWhere, type Attempt, type Row } from "@lnsim/sweep";
import { storeName } from "../sweep/store-name.ts";

/** What a result store holds, by the time it was read. */
export interface Designs {
  readonly rows: readonly Row[];
  readonly attempts: readonly Attempt[];
}

/**
 * Reads the designs of a store that meet the conditions.
 *
 * @throws {LnsimError} without a store, for one that cannot be read, or for a condition that is wrong
 */
export function readDesigns(store: string | undefined, conditions: readonly string[] = []): Designs {
  if (store === undefined) throw new LnsimError({ code: "missing-value", message: "the designs of which sweep", path: "--store", remedy: "name the file of its results, or the URL of its database: --store FILE" });
  const opened = openStore(storeName(store), { create: false });
  try {
    return { rows: rowsWhere([...opened.rows()], conditions), attempts: [...opened.attempts()] };
  } finally {
    opened.close();
  }
}

/** Machines and traces of designs, as a title: "lns-madam, systolic on resnet50". */
export function designsTitle(rows: readonly Row[]): string {
  const names = (part: "machine" | "trace"): string => [...new Set(rows.map((row) => row[part].name))].join(", ");
  return rows.length === 0 ? "no designs" : `${names("machine")} on ${names("trace")}`;
}
