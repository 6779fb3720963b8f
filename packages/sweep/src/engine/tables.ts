import { LnsimError } from "@lnsim/contracts";
import * as Effect from "effect/Effect";
import * as PersistedQueue from "effect/persistence/PersistedQueue";
import { SqlClient } from "effect/sql/SqlClient";
import type { SqlError } from "effect/sql/SqlError";
import { schema, type Database } from "./database.ts";
import { notOurDatabase } from "./database-mistake.ts";

/** Version of the tables. */
const tablesVersion = 1;

/** The table of the persisted queue, whose own tables go by its name. */
export const queueTable = "queue";

const application = "lnsim sweeps";

/** Keeps two processes from making the tables at the same time: "lnsw" in ASCII. */
const lockNumber = 0x6c6e7377;

/**
 * Rows in the text that they were written in, sorted as SQLite sorts them; attempts by a key of their own, so that one that is
 * written twice is there once; what the workers of a queue must have, by the queue's name.
 */
const tables = [
  "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
  'CREATE TABLE rows (id TEXT COLLATE "C" PRIMARY KEY, row TEXT NOT NULL)',
  "CREATE TABLE attempts (number BIGSERIAL PRIMARY KEY, key TEXT UNIQUE NOT NULL, id TEXT NOT NULL, attempt TEXT NOT NULL)",
  "CREATE INDEX attempts_of_point ON attempts (id, number)",
  "CREATE TABLE parts (number BIGSERIAL UNIQUE, kind TEXT NOT NULL, key TEXT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (kind, key))",
  "CREATE TABLE environments (name TEXT PRIMARY KEY, environment TEXT NOT NULL)",
];

/**
 * Makes the tables where there are none, and checks what is there.
 *
 * @throws {LnsimError} for tables of another program or another version, and where there are none and `create` is false.
 */
export async function prepareTables(database: Database, create: boolean): Promise<void> {
  const { shown } = database.address;
  const found = await database.ask(stateOf);
  if (found === "none" && !create) throw missing(shown);
  if (found === "none") await database.ask(makeTables);
  if (found === "foreign") throw notOurDatabase(shown, `a schema ${schema} of another program`);
  const about = new Map((await database.ask((sql) => sql<{ key: string; value: string }>`SELECT key, value FROM about`)).map(({ key, value }) => [key, value]));
  if (about.get("application") !== application) throw notOurDatabase(shown, `a schema ${schema} of another program`);
  const version = about.get("version");
  if (version !== String(tablesVersion)) throw otherVersion(shown, version ?? "none");
}

/** Whether the tables are there; "foreign" where something else is in their place. */
function stateOf(sql: SqlClient): Effect.Effect<"ours" | "none" | "foreign", SqlError> {
  const asked = sql<{ about: boolean; others: boolean }>`SELECT to_regclass(${`${schema}.about`}) IS NOT NULL AS about,
    EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace(${schema})) AS others`;
  return Effect.map(asked, ([found]) => (found!.about ? "ours" : found!.others ? "foreign" : "none"));
}

/** All of them, or nothing; whoever comes second finds them made. */
function makeTables(sql: SqlClient): Effect.Effect<void, SqlError> {
  const make = Effect.gen(function* () {
    yield* sql`SELECT pg_advisory_xact_lock(${lockNumber})`;
    if ((yield* stateOf(sql)) !== "none") return;
    const [found] = yield* sql<{ there: boolean }>`SELECT to_regnamespace(${schema}) IS NOT NULL AS there`;
    if (!found!.there) yield* sql`CREATE SCHEMA ${sql(schema)}`;
    for (const table of tables) yield* sql.unsafe(table);
    yield* Effect.provideService(Effect.scoped(PersistedQueue.makeStoreSql({ tableName: queueTable })), SqlClient, sql);
    yield* sql`INSERT INTO about ${sql.insert([{ key: "application", value: application }, { key: "version", value: String(tablesVersion) }])}`;
  });
  return sql.withTransaction(make);
}

function missing(shown: string): LnsimError {
  return new LnsimError({ code: "file-not-found", message: "there is no result store in this database", path: shown, remedy: "lnsim sweep run --engine URL makes one" });
}

function otherVersion(shown: string, found: string): LnsimError {
  const isNewer = Number(found) > tablesVersion;
  return new LnsimError({ code: "unsupported", message: "the result store in this database is of another version", path: shown, found, expected: String(tablesVersion), remedy: isNewer ? "install a newer lnsim" : "name another database and run the sweep again" });
}
