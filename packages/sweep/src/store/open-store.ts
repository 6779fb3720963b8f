import { existsSync } from "node:fs";
import { LnsimError } from "@lnsim/contracts";
import type { DatabaseSync } from "node:sqlite";
import { databaseAddress, isAddress } from "../engine/address.ts";
import { PostgresStore } from "../engine/postgres-store.ts";
import type { ResultStore } from "../result-store.ts";
import { loadSqlite } from "./load-sqlite.ts";
import { prepareTables } from "./schema.ts";
import { asMistake, isBusy } from "./sqlite-mistake.ts";
import { SqliteStore, type Patiently } from "./sqlite-store.ts";

/** How a store is opened. */
export interface StoreOptions {
  /** Whether a store that is not there is made; true by default. */
  readonly create?: boolean;
  /** How long others may keep the store to themselves before that is an error; a minute by default. */
  readonly patienceSeconds?: number;
  /** What timings and trainings that other points may share take in a file at most, about; 256 MiB by default. */
  readonly mostPartBytes?: number;
}

/**
 * Opens a result store: a file, or a PostgreSQL database by its URL. SQLite waits for other writers; where it does not, as while the file is being made, the
 * store does. Write-ahead logging keeps what was written, whenever a process or the machine ends.
 *
 * @throws {LnsimError} for a file that is not there and should be, cannot be written, is none of ours, or is damaged.
 */
export function openStore(file: string, { create = true, patienceSeconds = 60, mostPartBytes = 256 * 2 ** 20 }: StoreOptions = {}): ResultStore {
  if (isAddress(file)) return new PostgresStore(databaseAddress(file), { create, patienceSeconds, mostPartBytes });
  if (!create && !existsSync(file)) throw missing(file);
  const { DatabaseSync: Database } = loadSqlite();
  const patiently = patientFor(file, patienceSeconds);
  const database = patiently(() => new Database(file, { timeout: Math.min(5, patienceSeconds) * 1000 }));
  try {
    patiently(() => prepare(database, file));
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteStore(database, { file, patiently, mostPartBytes });
}

function prepare(database: DatabaseSync, file: string): void {
  prepareTables(database, file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
}

/** Tries again while others hold the file, with longer and longer breaks; what cannot be mended is a mistake about `file`. */
function patientFor(file: string, seconds: number): Patiently {
  return (use) => {
    const end = performance.now() + seconds * 1000;
    for (let pauseMs = 2; ; pauseMs = Math.min(2 * pauseMs, 200)) {
      try {
        return use();
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw asMistake(error, file);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      }
    }
  };
}

function missing(file: string): LnsimError {
  return new LnsimError({ code: "file-not-found", message: "there is no such result store", path: file, remedy: "lnsim sweep run --store FILE makes one" });
}
