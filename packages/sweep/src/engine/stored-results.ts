import { randomUUID } from "node:crypto";
import * as Effect from "effect/Effect";
import type { SqlClient } from "effect/sql/SqlClient";
import type { SqlError } from "effect/sql/SqlError";
import type { Attempt, Row } from "../row.ts";
import { damagedStore } from "../store/sqlite-mistake.ts";
import type { Database } from "./database.ts";

/** Kinds of shared parts, as a result store has them. */
export type PartKind = "timing" | "replay";

/** An attempt with its place in the order in which they ended. */
export interface NumberedAttempt {
  readonly number: number;
  readonly attempt: Attempt;
}

/** What is written together. */
export interface Additions {
  readonly rows?: readonly Row[];
  readonly attempts?: readonly Attempt[];
  readonly parts?: readonly { readonly kind: PartKind; readonly key: string; readonly bytes: Uint8Array }[];
}

/** An attempt that may be written twice and is there once. */
interface KeyedAttempt {
  readonly key: string;
  readonly attempt: Attempt;
}

/** What a result store does, in a PostgreSQL database whose tables are there. What was added is committed when it resolves. */
export class StoredResults {
  readonly #database: Database;
  readonly #mostPartBytes: number;
  /** Of parts that were added here since it was asked last how many there are. */
  #uncountedBytes = Number.POSITIVE_INFINITY;

  /** @param mostPartBytes what shared parts take at most, about; 256 MiB by default */
  constructor(database: Database, mostPartBytes = 256 * 2 ** 20) {
    this.#database = database;
    this.#mostPartBytes = mostPartBytes;
  }

  /** All of it, or nothing. A row and a part that are there already stay as they are. */
  async add({ rows = [], attempts = [], parts = [] }: Additions): Promise<void> {
    const keyed = attempts.map((attempt) => ({ key: randomUUID(), attempt }));
    const write = (sql: SqlClient): Effect.Effect<void, SqlError> =>
      Effect.gen(function* () {
        if (rows.length > 0) yield* insertRows(sql, rows);
        if (keyed.length > 0) yield* insertAttempts(sql, keyed);
        for (const { kind, key, bytes } of parts) yield* sql`INSERT INTO parts (kind, key, bytes) VALUES (${kind}, ${key}, ${bytes}) ON CONFLICT DO NOTHING`;
      });
    await this.#database.ask((sql) => sql.withTransaction(write(sql)));
    for (const { bytes } of parts) this.#uncountedBytes += bytes.length;
    if (parts.length > 0 && this.#uncountedBytes > this.#mostPartBytes / 16) await this.#dropParts();
  }

  async has(id: string): Promise<boolean> {
    return (await this.#database.ask((sql) => sql`SELECT 1 FROM rows WHERE id = ${id}`)).length > 0;
  }

  async row(id: string): Promise<Row | undefined> {
    return (await this.rowsOf([id]))[0];
  }

  /** Those of some points that have one. */
  async rowsOf(ids: readonly string[]): Promise<readonly Row[]> {
    return this.#rows((sql) => sql`SELECT row FROM rows WHERE id = ANY(${ids}::text[])`);
  }

  /** The first `count` rows after an id, in the order of their ids. */
  async rowsAfter(id: string, count: number): Promise<readonly Row[]> {
    return this.#rows((sql) => sql`SELECT row FROM rows WHERE id > ${id} ORDER BY id LIMIT ${count}`);
  }

  /** The first `count` attempts after a number. */
  async attemptsAfter(number: number, count: number): Promise<readonly NumberedAttempt[]> {
    const found = await this.#database.ask((sql) => sql<{ number: bigint; attempt: string }>`SELECT number, attempt FROM attempts WHERE number > ${number} ORDER BY number LIMIT ${count}`);
    return found.map((each) => ({ number: Number(each.number), attempt: this.#parse<Attempt>(each.attempt) }));
  }

  /** The last attempt at each of some points that ended so. */
  async lastAttempts(ids: readonly string[]): Promise<ReadonlyMap<string, Attempt>> {
    const found = await this.#database.ask((sql) => sql<{ id: string; attempt: string }>`SELECT DISTINCT ON (id) id, attempt FROM attempts WHERE id = ANY(${ids}::text[]) ORDER BY id, number DESC`);
    return new Map(found.map(({ id, attempt }) => [id, this.#parse<Attempt>(attempt)]));
  }

  async part(kind: PartKind, key: string): Promise<Uint8Array | undefined> {
    return (await this.#database.ask((sql) => sql<{ bytes: Uint8Array }>`SELECT bytes FROM parts WHERE kind = ${kind} AND key = ${key}`))[0]?.bytes;
  }

  /** Timings go before trainings, and old ones before new ones, down to three quarters of what may be there. */
  async #dropParts(): Promise<void> {
    const [found] = await this.#database.ask((sql) => sql<{ bytes: number }>`SELECT coalesce(sum(octet_length(bytes)), 0)::float8 AS bytes FROM parts`);
    this.#uncountedBytes = 0;
    if (found!.bytes <= this.#mostPartBytes) return;
    await this.#database.ask((sql) => sql`DELETE FROM parts WHERE number IN (SELECT number FROM (
      SELECT number, sum(octet_length(bytes)) OVER (ORDER BY kind = 'replay' DESC, number DESC) AS total FROM parts) AS totals WHERE total > ${Math.floor(0.75 * this.#mostPartBytes)})`);
  }

  async #rows(ask: (sql: SqlClient) => Effect.Effect<readonly object[], SqlError>): Promise<readonly Row[]> {
    const found = (await this.#database.ask(ask)) as readonly { row: string }[];
    return found.map(({ row }) => this.#parse<Row>(row));
  }

  #parse<T>(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      throw damagedStore(this.#database.address.shown, (cause as Error).message);
    }
  }
}

function insertRows(sql: SqlClient, rows: readonly Row[]) {
  const ids = rows.map(({ id }) => id);
  const texts = rows.map((row) => JSON.stringify(row));
  return sql`INSERT INTO rows (id, row) SELECT * FROM unnest(${ids}::text[], ${texts}::text[]) ON CONFLICT DO NOTHING`;
}

/** In their order. */
function insertAttempts(sql: SqlClient, keyed: readonly KeyedAttempt[]) {
  const keys = keyed.map(({ key }) => key);
  const ids = keyed.map(({ attempt }) => attempt.id);
  const texts = keyed.map(({ attempt }) => JSON.stringify(attempt));
  return sql`INSERT INTO attempts (key, id, attempt) SELECT * FROM unnest(${keys}::text[], ${ids}::text[], ${texts}::text[]) ON CONFLICT DO NOTHING`;
}
