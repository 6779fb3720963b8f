import { LnsimError } from "@lnsim/contracts";
import type { DatabaseSync } from "node:sqlite";
import { damagedStore, notStore } from "./sqlite-mistake.ts";

/** Marks a file as a result store: "lnsw" in ASCII. */
const applicationId = 0x6c6e7377;

/** Version of the tables. */
const storeVersion = 1;

/** Rows in the text that they were written in; shared parts as bytes; attempts in the order in which they ended. */
const tables = `
  CREATE TABLE rows (id TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE attempts (number INTEGER PRIMARY KEY, attempt TEXT NOT NULL);
  CREATE TABLE parts (kind TEXT NOT NULL, key TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (kind, key));
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${storeVersion};
`;

/**
 * Makes the tables in an empty file, and checks any other.
 *
 * @throws {LnsimError} for a file of another program, of another version, or with damage.
 */
export function prepareTables(database: DatabaseSync, file: string): void {
  if (isEmpty(database)) inTransaction(database, () => isEmpty(database) && database.exec(tables));
  if (pragma(database, "application_id") !== applicationId) throw notStore(file, "a database of another program");
  const version = pragma(database, "user_version");
  if (version !== storeVersion) throw otherVersion(file, version);
  const [check] = database.prepare("PRAGMA quick_check(1)").all();
  if (check?.["quick_check"] !== "ok") throw damagedStore(file, String(check?.["quick_check"]));
}

/** Runs `change` alone: all of it happens, or nothing. */
export function inTransaction(database: DatabaseSync, change: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    change();
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function isEmpty(database: DatabaseSync): boolean {
  return pragma(database, "application_id") === 0 && database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

function pragma(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()![name]);
}

function otherVersion(file: string, found: number): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: "this result store is of another version",
    path: file,
    found: String(found),
    expected: String(storeVersion),
    remedy: found > storeVersion ? "install a newer lnsim" : "name another file and run the sweep again",
  });
}
