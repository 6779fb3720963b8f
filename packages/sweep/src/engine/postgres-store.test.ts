import { formatError, LnsimError } from "@lnsim/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { exportRows } from "../export/export-rows.ts";
import type { ResultStore } from "../result-store.ts";
import type { Attempt, Row } from "../row.ts";
import { openStore } from "../store/open-store.ts";
import { databaseAddress } from "./address.ts";
import { openResults } from "./open-results.ts";
import { startCluster, type Cluster } from "./postgres.fixture.ts";

const started = await startCluster();
if ("reason" in started) console.log(`SKIPPED: result stores in PostgreSQL, ${started.reason}`);
const cluster = started as Cluster;
afterAll(() => "reason" in started || started.remove());

const rowOf = (id: string): Row => ({
  id,
  values: { z: 8, a: "\u{1f600} \u0000", "": true },
  machine: { name: "systolic", hash: "a" },
  trace: { name: "gemm", hash: "b" },
  figures: { "cycles.total": 0.1 + 0.2, "energy.totalPj": null },
  notes: ["it's \\ so"],
});
const attempt: Attempt = { id: "p", values: {}, attempt: 1, worker: "w", startedAt: "2020-01-01T00:00:00.000Z", seconds: 1, status: "failed", error: "no", command: "lnsim run" };

function using<T>(name: string, use: (store: ResultStore) => T, create = true): T {
  const store = openStore(cluster.database(name), { create, patienceSeconds: 10 });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

function fail(message: string): never {
  throw new Error(message);
}

/** Opens a store without a thread, and says what is wrong with it; null where nothing is. */
async function opening(url: string, create = true): Promise<LnsimError | null> {
  try {
    const { database } = await openResults(databaseAddress(url), { create });
    await database.close();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(LnsimError);
    expect(formatError(error as LnsimError)).not.toMatch(/hidden|cret/);
    return error as LnsimError;
  }
}

describe.skipIf("reason" in started)("a store in PostgreSQL", () => {
  test("has rows as they were, in the order of their ids, and keeps the first one of an id", async () => {
    const ids = ["b", "a", "B", "_", "é", "10", "9"];
    const local = openStore(":memory:");
    for (const id of ids) local.addRow(rowOf(id));
    const rows = using("rows", (store) => {
      for (const id of ids) store.addRow(rowOf(id));
      store.addRow({ ...rowOf("a"), notes: ["another"] });
      expect([store.has("b"), store.has("x"), store.row("b"), store.row("x")]).toEqual([true, false, rowOf("b"), undefined]);
      expect([...store.rows()].map((row) => JSON.stringify(row))).toEqual([...local.rows()].map((row) => JSON.stringify(row)));
      expect([...store.rows()].map(({ id }) => id)).toEqual(["10", "9", "B", "_", "a", "b", "é"]);
      return [...store.rows()];
    });
    for (const format of ["csv", "jsonl", "md", "parquet"] as const) expect(await exportRows(rows, format)).toEqual(await exportRows(local.rows(), format));
  });

  test("reads more rows and attempts than a page has, and keeps attempts and parts", () => {
    cluster.database("pages");
    using("pages", (store) => {
      store.addAttempt(attempt);
      store.addPart("timing", "k", new Uint8Array([1, 2, 0]));
      store.addPart("timing", "k", new Uint8Array([3]));
    });
    cluster.sql("pages", `INSERT INTO lnsim.rows SELECT to_char(i, 'FM0000'), '{"id":"' || to_char(i, 'FM0000') || '"}' FROM generate_series(0, 1202) i`);
    cluster.sql("pages", `INSERT INTO lnsim.attempts (key, id, attempt) SELECT i, i, '{"id":"' || i || '"}' FROM generate_series(1, 1202) i`);
    using("pages", (store) => {
      expect([...store.rows()].map(({ id }) => Number(id))).toEqual(Array.from({ length: 1203 }, (_, i) => i));
      expect([...store.attempts()].map(({ id }) => id)).toEqual(["p", ...Array.from({ length: 1202 }, (_, i) => String(i + 1))]);
      expect([store.part("timing", "k"), store.part("replay", "k")]).toEqual([new Uint8Array([1, 2, 0]), undefined]);
    }, false);
  });

  test("makes changes together, or not at all", () => {
    using("together", (store) => {
      const adding = (end: () => void) => () =>
        store.together(() => {
          for (const id of ["b", "a"]) store.addRow(rowOf(id));
          for (const id of ["2", "1"]) store.addAttempt({ ...attempt, id });
          store.addPart("replay", "k", new Uint8Array(1));
          end();
        });
      expect(adding(() => fail("no"))).toThrow("no");
      expect([store.has("a"), [...store.attempts()]]).toEqual([false, []]);
      adding(() => undefined)();
      expect([[...store.rows()].map(({ id }) => id), [...store.attempts()].map(({ id }) => id), store.part("replay", "k")]).toEqual([["a", "b"], ["2", "1"], new Uint8Array(1)]);
    });
  });

  test("keeps so many bytes of parts, trainings and new ones first", () => {
    const store = openStore(cluster.database("full"), { mostPartBytes: 1000 });
    const keys = (kind: "timing" | "replay") => ["1", "2", "3", "4"].filter((key) => store.part(kind, key) !== undefined).join("");
    for (const key of ["1", "2"]) store.addPart("replay", key, new Uint8Array(200));
    for (const key of ["1", "2", "3"]) store.addPart("timing", key, new Uint8Array(200));
    expect([keys("replay"), keys("timing")]).toEqual(["12", "123"]);
    store.addPart("timing", "4", new Uint8Array(200));
    expect([keys("replay"), keys("timing")]).toEqual(["12", "4"]);
    store.close();
  });

  test("survives a restart of the server between two calls", () => {
    using("restarted", (store) => {
      store.addRow(rowOf("a"));
      cluster.restart();
      store.addRow(rowOf("b"));
      expect([...store.rows()].map(({ id }) => id)).toEqual(["a", "b"]);
    });
  });

  test("is made when it is asked for, by the first of several, and refused where it is not there", async () => {
    const url = cluster.database("made");
    expect(await opening(url, false)).toMatchObject({ code: "file-not-found" });
    expect(() => openStore(url, { create: false })).toThrow(expect.objectContaining({ code: "file-not-found", path: url.replace(/:[^:]*@/, ":***@") }));
    expect(cluster.sql("made", "SELECT count(*) FROM pg_namespace WHERE nspname = 'lnsim'")).toBe("0");
    expect(await Promise.all([1, 2, 3, 4].map(() => opening(url)))).toEqual([null, null, null, null]);
    expect(await opening(url, false)).toBeNull();
  });

  test("is refused where it is another program's, of another version, or damaged", async () => {
    const url = cluster.database("foreign");
    cluster.sql("foreign", "CREATE SCHEMA lnsim; CREATE TABLE lnsim.rows (theirs INT)");
    expect(await opening(url)).toMatchObject({ code: "file-unreadable", found: "a schema lnsim of another program" });
    cluster.sql("foreign", "CREATE TABLE lnsim.about (name TEXT)");
    expect(await opening(url)).toMatchObject({ code: "file-unreadable", message: "this database holds no result store" });
    expect(cluster.sql("foreign", "SELECT count(*) FROM pg_class WHERE relnamespace = 'lnsim'::regnamespace")).toBe("2");
    expect(await opening(cluster.database("newer"))).toBeNull();
    cluster.sql("newer", "UPDATE lnsim.about SET value = '99' WHERE key = 'version'");
    expect(await opening(cluster.database("newer"))).toMatchObject({ code: "unsupported", found: "99", remedy: "install a newer lnsim" });
    using("damaged", (store) => {
      cluster.sql("damaged", `INSERT INTO lnsim.rows VALUES ('a', '{"id"')`);
      expect(() => [...store.rows()]).toThrow(expect.objectContaining({ message: "the result store is damaged" }));
      cluster.sql("damaged", "DROP TABLE lnsim.rows");
      expect(() => [...store.rows()]).toThrow(expect.objectContaining({ code: "file-unreadable", message: "this database holds no result store" }));
    });
  });

  test("names what is wrong with an address or a server, and no password", async () => {
    const right = cluster.database("made");
    const wrong: [url: string, expected: object][] = [
      [right.replace(/:[^:]*@/, ":hidden@"), { code: "file-unreadable", message: "the database does not let this user in" }],
      [right.replace(/:[^:]*@/, "@"), { code: "file-unreadable", message: "the database does not let this user in" }],
      [right.replace("/made", "/nowhere"), { code: "file-not-found" }],
      ["postgres://u:hidden@127.0.0.1:1/x", { code: "file-unreadable", message: "the server of the database cannot be reached" }],
      ["postgres://u:hidden@nowhere.invalid/x", { code: "file-unreadable" }],
      ["postgres://u:hidden@127.0.0.1:99999/x", { code: "invalid-value" }],
      ["postgres://u:hid%zzden@127.0.0.1/x", { code: "invalid-value" }],
      ["mysql://u@127.0.0.1/x", { code: "invalid-value", message: "this is no address of a database" }],
    ];
    for (const [url, expected] of wrong) expect(await opening(url), url).toMatchObject({ remedy: expect.any(String), ...expected });
  });

  test("is refused to a user who may not make tables", async () => {
    cluster.database("guarded");
    cluster.sql("guarded", "CREATE ROLE guest LOGIN PASSWORD 'guest'");
    const url = cluster.database("guarded", "guest").replace("lnsim:", "guest:");
    expect(await opening(url)).toMatchObject({ code: "file-unwritable", remedy: expect.stringContaining("grant") });
  });
});
