import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { LnsimError } from "@lnsim/contracts";
import type { ResultStore } from "../result-store.ts";
import type { Attempt, Row } from "../row.ts";
import type { DatabaseAddress } from "./address.ts";
import type { OpenedHow } from "./open-results.ts";
import type { StoreAnswer, StoreCall, StoreThreadData } from "./store-call.ts";
import type { Additions, NumberedAttempt, PartKind } from "./stored-results.ts";

/** How many rows are held at once while all are read. */
const pageRows = 500;

/** A result store in a PostgreSQL database. Calls wait, as those of SQLite do: a thread of the store's own does the asking. */
export class PostgresStore implements ResultStore {
  readonly #worker: Worker;
  readonly #channel = new MessageChannel();
  /** Those of a `together` that is under way. */
  #held: Additions[] | undefined;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));

  /** @throws {LnsimError} for a database that cannot be reached or used. */
  constructor(address: DatabaseAddress, how: OpenedHow) {
    const isSource = import.meta.url.endsWith(".ts");
    const workerData: StoreThreadData = { ...how, address, port: this.#channel.port2, flag: this.#flag.buffer as SharedArrayBuffer };
    this.#worker = new Worker(new URL(isSource ? "./store-thread.ts" : "./store-thread.js", import.meta.url), {
      workerData,
      transferList: [this.#channel.port2],
      ...(isSource && { execArgv: ["--conditions=@lnsim/source"] }),
    });
    this.#worker.unref();
    // What opening throws was answered already.
    this.#worker.on("error", () => undefined);
    this.#wait();
  }

  addRow(row: Row): void {
    this.#add({ rows: [row] });
  }

  addAttempt(attempt: Attempt): void {
    this.#add({ attempts: [attempt] });
  }

  has(id: string): boolean {
    return this.#ask({ method: "has", values: [id] }) as boolean;
  }

  row(id: string): Row | undefined {
    return this.#ask({ method: "row", values: [id] }) as Row | undefined;
  }

  *rows(): Iterable<Row> {
    for (let after = ""; ; ) {
      const page = this.#ask({ method: "rowsAfter", values: [after, pageRows] }) as readonly Row[];
      yield* page;
      if (page.length < pageRows) return;
      after = page.at(-1)!.id;
    }
  }

  *attempts(): Iterable<Attempt> {
    for (let after = 0; ; ) {
      const page = this.#ask({ method: "attemptsAfter", values: [after, pageRows] }) as readonly NumberedAttempt[];
      for (const { attempt } of page) yield attempt;
      if (page.length < pageRows) return;
      after = page.at(-1)!.number;
    }
  }

  part(kind: PartKind, key: string): Uint8Array | undefined {
    return this.#ask({ method: "part", values: [kind, key] }) as Uint8Array | undefined;
  }

  addPart(kind: PartKind, key: string, bytes: Uint8Array): void {
    this.#add({ parts: [{ kind, key, bytes }] });
  }

  /** Sends what `change` adds when it has ended: it reads what was there before. */
  together(change: () => void): void {
    const held: Additions[] = (this.#held = []);
    try {
      change();
    } finally {
      this.#held = undefined;
    }
    this.#add({ rows: held.flatMap(({ rows = [] }) => rows), attempts: held.flatMap(({ attempts = [] }) => attempts), parts: held.flatMap(({ parts = [] }) => parts) });
  }

  close(): void {
    this.#ask({ method: "close" });
    this.#channel.port1.close();
  }

  #add(additions: Additions): void {
    if (this.#held === undefined) this.#ask({ method: "add", values: [additions] });
    else this.#held.push(additions);
  }

  #ask(call: StoreCall): unknown {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(call);
    return this.#wait();
  }

  #wait(): unknown {
    Atomics.wait(this.#flag, 0, 0);
    Atomics.store(this.#flag, 0, 0);
    const { message } = receiveMessageOnPort(this.#channel.port1) as { message: StoreAnswer };
    if ("value" in message) return message.value;
    if ("mistake" in message) throw new LnsimError(message.mistake);
    throw new Error(`the thread of the result store failed: ${message.bug}`);
  }
}
