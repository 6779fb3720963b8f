import * as PgClient from "@effect/sql-pg/PgClient";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as Logger from "effect/Logger";
import * as ManagedRuntime from "effect/ManagedRuntime";
import * as Redacted from "effect/Redacted";
import * as SqlClient from "effect/sql/SqlClient";
import type { SqlError } from "effect/sql/SqlError";
import type { DatabaseAddress } from "./address.ts";
import { asDatabaseMistake, isPassing, isStarting } from "./database-mistake.ts";

/** What is asked of a database. Asked again when a connection is lost, whether it was done by then or not: twice must be as once. */
export type Ask<A> = (sql: SqlClient.SqlClient) => Effect.Effect<A, unknown>;

/** The schema that everything of lnsim is in. */
export const schema = "lnsim";

/** Of one message: timings of large networks are the longest. */
const largestMessageBytes = 2 ** 28;

/** A PostgreSQL database, with a few connections that are made when they are needed, and made again when they are lost. */
export class Database {
  readonly address: DatabaseAddress;
  readonly #runtime: ManagedRuntime.ManagedRuntime<SqlClient.SqlClient, SqlError>;
  readonly #patienceMs: number;

  /** @param patienceSeconds how long a server that was there may be away before that is an error */
  constructor(address: DatabaseAddress, patienceSeconds = 60) {
    this.address = address;
    this.#patienceMs = patienceSeconds * 1000;
    const client = PgClient.layer({
      url: Redacted.make(address.url),
      applicationName: "lnsim",
      // Times of the queue are kept without a zone.
      startupParameters: { search_path: schema, timezone: "UTC" },
      maxConnections: 4,
      maxMessageSize: largestMessageBytes,
    });
    this.#runtime = ManagedRuntime.make(Layer.provideMerge(client, Logger.layer([])));
  }

  /** Connects for the first time. @throws {LnsimError} where that fails; a server that is just starting is waited for. */
  connect(): Promise<void> {
    return this.#repeat(Effect.asVoid(SqlClient.SqlClient.use((sql) => sql`SELECT 1`)), isStarting);
  }

  /** Asks, again and again while the server is away. @throws {LnsimError} when it stays away, and for all else. */
  ask<A>(ask: Ask<A>): Promise<A> {
    return this.#repeat(SqlClient.SqlClient.use(ask), isPassing);
  }

  /** Runs an effect, once. @throws {LnsimError} for errors of the database, and whatever else it fails with. */
  async run<A, E>(effect: Effect.Effect<A, E, SqlClient.SqlClient>, signal?: AbortSignal): Promise<A> {
    const exit = await this.#runtime.runPromiseExit(effect, signal === undefined ? {} : { signal });
    if (Exit.isSuccess(exit)) return exit.value;
    throw asDatabaseMistake(Cause.squash(exit.cause), this.address.shown);
  }

  /** Gives the connections back. */
  close(): Promise<void> {
    return this.#runtime.dispose();
  }

  async #repeat<A>(effect: Effect.Effect<A, unknown, SqlClient.SqlClient>, mayPass: (error: unknown) => boolean): Promise<A> {
    const end = performance.now() + this.#patienceMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 1000)) {
      const exit = await this.#runtime.runPromiseExit(effect);
      if (Exit.isSuccess(exit)) return exit.value;
      const error = Cause.squash(exit.cause);
      if (!mayPass(error) || performance.now() > end) throw asDatabaseMistake(error, this.address.shown);
      await new Promise((resolve) => void setTimeout(resolve, pauseMs));
    }
  }
}
