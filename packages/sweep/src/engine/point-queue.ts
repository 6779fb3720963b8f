import { LnsimError } from "@lnsim/contracts";
import * as Effect from "effect/Effect";
import * as PersistedQueue from "effect/persistence/PersistedQueue";
import { SqlClient } from "effect/sql/SqlClient";
import type { Database } from "./database.ts";
import { queueName, type Environment } from "./environment.ts";
import { QueuedPointSchema, type QueuedPoint } from "./queued-point.ts";
import { queueTable } from "./tables.ts";

/** How points are leased. All workers of a database have the same. */
export interface QueueSettings {
  /** A worker that is not heard of for so long has lost its points. */
  readonly leaseSeconds: number;
  /** How often a point is tried before it is set aside. */
  readonly tries: number;
}

/** Settings of a database where nobody has chosen any. */
const usualSettings: QueueSettings = { leaseSeconds: 60, tries: 3 };

/** A queue with points that nobody has ended. */
export interface WaitingQueue {
  readonly name: string;
  readonly environment: Environment;
  /** Under way ones too. */
  readonly points: number;
}

/** How often an idle worker looks for points. */
const pollMs = 400;

/** How many points are offered in one transaction. */
const batchPoints = 500;

/** The persisted queue of a name, as long as the scope is open. */
export const openQueue = Effect.fnUntraced(function* (name: string, { leaseSeconds, tries }: QueueSettings) {
  const store = yield* PersistedQueue.makeStoreSql({ tableName: queueTable, pollInterval: pollMs, lockExpiration: leaseSeconds * 1000, lockRefreshInterval: leaseSeconds * 250 });
  const factory = yield* Effect.provideService(PersistedQueue.makeFactory, PersistedQueue.PersistedQueueStore, store);
  return yield* factory.make({ name, schema: QueuedPointSchema, maxAttempts: tries });
});

/** The queues of a database, and their points: what a persisted queue does not tell. */
export class PointQueues {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds points to the queue of their environment; those that were set aside there wait again, from their first try on. */
  async offer(environment: Environment, points: readonly QueuedPoint[]): Promise<string> {
    const name = queueName(environment);
    await this.#database.ask((sql) => sql`INSERT INTO environments (name, environment) VALUES (${name}, ${JSON.stringify(environment)}) ON CONFLICT DO NOTHING`);
    for (let first = 0; first < points.length; first += batchPoints) await this.#offerBatch(name, points.slice(first, first + batchPoints));
    return name;
  }

  async #offerBatch(name: string, points: readonly QueuedPoint[]): Promise<void> {
    const ids = points.map(({ id }) => id);
    await this.#database.ask((sql) => {
      const offered = Effect.gen(function* () {
        yield* sql`DELETE FROM queue WHERE queue_name = ${name} AND id = ANY(${ids}::text[]) AND state <> 'pending'`;
        const queue = yield* openQueue(name, usualSettings);
        for (const point of points) yield* queue.offer(point, { id: point.id });
      });
      return sql.withTransaction(Effect.provideService(Effect.scoped(offered), SqlClient, sql));
    });
  }

  /** Queues that have points, in the order of their first ones. */
  async waiting(): Promise<readonly WaitingQueue[]> {
    const found = await this.#database.ask((sql) => sql<{ name: string; environment: string; points: number }>`
      SELECT name, environment, count(*)::int AS points FROM queue JOIN environments ON name = queue_name
      WHERE state = 'pending' GROUP BY name, environment ORDER BY min(sequence)`);
    return found.map(({ name, environment, points }) => ({ name, environment: JSON.parse(environment) as Environment, points }));
  }

  /** How many points of a queue nobody has ended. */
  async waitingIn(name: string): Promise<number> {
    const found = await this.#database.ask((sql) => sql<{ points: number }>`SELECT count(*)::int AS points FROM queue WHERE queue_name = ${name} AND state = 'pending'`);
    return found[0]!.points;
  }

  /** Those of some points that were set aside. */
  async setAside(name: string, ids: readonly string[]): Promise<readonly string[]> {
    const found = await this.#database.ask((sql) => sql<{ id: string }>`SELECT id FROM queue WHERE queue_name = ${name} AND id = ANY(${ids}::text[]) AND state = 'failed' ORDER BY sequence`);
    return found.map(({ id }) => id);
  }

  async settings(): Promise<QueueSettings> {
    const found = await this.#database.ask((sql) => sql<{ key: string; value: string }>`SELECT key, value FROM about`);
    const about = new Map(found.map(({ key, value }) => [key, Number(value)]));
    return { leaseSeconds: about.get("lease seconds") ?? usualSettings.leaseSeconds, tries: about.get("tries") ?? usualSettings.tries };
  }

  /** For workers that begin from now on. @throws {LnsimError} for what cannot be. */
  async setSettings({ leaseSeconds, tries }: Partial<QueueSettings>): Promise<void> {
    for (const [key, value] of [["lease seconds", leaseSeconds], ["tries", tries]] as const) {
      if (value === undefined) continue;
      requireSetting(key === "tries" ? "--tries" : "--lease", value);
      await this.#database.ask((sql) => sql`INSERT INTO about (key, value) VALUES (${key}, ${String(value)}) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`);
    }
  }
}

function requireSetting(path: string, found: number): void {
  if (Number.isSafeInteger(found) && found >= 1) return;
  throw new LnsimError({ code: "invalid-value", message: "points cannot be leased so", path, found: String(found), expected: "a whole number from 1" });
}
