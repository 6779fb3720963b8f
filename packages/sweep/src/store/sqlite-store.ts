import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ResultStore } from "../result-store.ts";
import type { Attempt, Row } from "../row.ts";
import { inTransaction } from "./schema.ts";
import { damagedStore } from "./sqlite-mistake.ts";

/** Runs something that SQLite may refuse for now, as often as it takes. */
export type Patiently = <T>(use: () => T) => T;

/** How many rows are held at once while all are read. */
const pageRows = 500;

/** Rows, attempts and parts in a SQLite database whose tables are there. Every write is on disk when it returns. */
export class SqliteStore implements ResultStore {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #patiently: Patiently;
  readonly #mostPartBytes: number;
  /** Of all parts, and of those that others have added meanwhile again after the next drop; undefined before it was asked for. */
  #partBytes: number | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** @param mostPartBytes what shared parts may take; old ones go when there are more */
  constructor(database: DatabaseSync, { file, patiently, mostPartBytes }: { readonly file: string; readonly patiently: Patiently; readonly mostPartBytes: number }) {
    this.#mostPartBytes = mostPartBytes;
    this.#database = database;
    this.#file = file;
    this.#patiently = patiently;
  }

  addRow(row: Row): void {
    this.#run("INSERT OR IGNORE INTO rows (id, row) VALUES (?, ?)", row.id, JSON.stringify(row));
  }

  addAttempt(attempt: Attempt): void {
    this.#run("INSERT INTO attempts (attempt) VALUES (?)", JSON.stringify(attempt));
  }

  has(id: string): boolean {
    return this.#get("SELECT 1 FROM rows WHERE id = ?", id) !== undefined;
  }

  row(id: string): Row | undefined {
    const found = this.#get("SELECT row FROM rows WHERE id = ?", id);
    return found === undefined ? undefined : this.#parse<Row>(found["row"]);
  }

  *rows(): Iterable<Row> {
    for (let after = ""; ; ) {
      const page = this.#all("SELECT id, row FROM rows WHERE id > ? ORDER BY id LIMIT ?", after, pageRows);
      for (const { row } of page) yield this.#parse<Row>(row);
      if (page.length < pageRows) return;
      after = String(page.at(-1)!["id"]);
    }
  }

  *attempts(): Iterable<Attempt> {
    for (let after = 0; ; ) {
      const page = this.#all("SELECT number, attempt FROM attempts WHERE number > ? ORDER BY number LIMIT ?", after, pageRows);
      for (const { attempt } of page) yield this.#parse<Attempt>(attempt);
      if (page.length < pageRows) return;
      after = Number(page.at(-1)!["number"]);
    }
  }

  part(kind: "timing" | "replay", key: string): Uint8Array | undefined {
    return this.#get("SELECT bytes FROM parts WHERE kind = ? AND key = ?", kind, key)?.["bytes"] as Uint8Array | undefined;
  }

  addPart(kind: "timing" | "replay", key: string, bytes: Uint8Array): void {
    this.#partBytes ??= Number(this.#get("SELECT total(length(bytes)) AS bytes FROM parts")!["bytes"]);
    this.#run("INSERT OR IGNORE INTO parts (kind, key, bytes) VALUES (?, ?, ?)", kind, key, bytes);
    this.#partBytes += bytes.length;
    if (this.#partBytes > this.#mostPartBytes) this.#dropParts();
  }

  /** Timings go before trainings, and old ones before new ones, down to three quarters of what may be there. */
  #dropParts(): void {
    const totals = "SELECT rowid, sum(length(bytes)) OVER (ORDER BY kind = 'replay' DESC, rowid DESC) AS total FROM parts";
    this.#run(`DELETE FROM parts WHERE rowid IN (SELECT rowid FROM (${totals}) WHERE total > ?)`, Math.floor(0.75 * this.#mostPartBytes));
    this.#partBytes = undefined;
  }

  together(change: () => void): void {
    this.#patiently(() => inTransaction(this.#database, change));
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #run(sql: string, ...values: (string | number | Uint8Array)[]): void {
    this.#patiently(() => this.#statement(sql).run(...values));
  }

  #get(sql: string, ...values: string[]) {
    return this.#patiently(() => this.#statement(sql).get(...values));
  }

  #all(sql: string, ...values: (string | number)[]) {
    return this.#patiently(() => this.#statement(sql).all(...values));
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #parse<T>(text: unknown): T {
    try {
      return JSON.parse(String(text)) as T;
    } catch (cause) {
      throw damagedStore(this.#file, (cause as Error).message);
    }
  }
}
