import type { DatabaseAddress } from "./address.ts";
import { Database } from "./database.ts";
import { StoredResults } from "./stored-results.ts";
import { prepareTables } from "./tables.ts";

/** A connected database whose tables are there. */
export interface OpenedResults {
  readonly database: Database;
  readonly results: StoredResults;
}

/** How a database is opened. */
export interface OpenedHow {
  /** Whether tables that are not there are made. */
  readonly create: boolean;
  /** How long the server may be away, once it was there. */
  readonly patienceSeconds?: number;
  /** What shared parts take at most, about; 256 MiB by default. */
  readonly mostPartBytes?: number;
}

/** Connects, and makes or checks the tables. Close the database when all is done. @throws {LnsimError} for everything that can be wrong with it. */
export async function openResults(address: DatabaseAddress, { create, patienceSeconds, mostPartBytes }: OpenedHow): Promise<OpenedResults> {
  const database = new Database(address, patienceSeconds);
  try {
    await database.connect();
    await prepareTables(database, create);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { database, results: new StoredResults(database, mostPartBytes) };
}
