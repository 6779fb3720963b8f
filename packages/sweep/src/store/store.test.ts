import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Attempt, Row } from "../row.ts";
import { loadSqlite } from "./load-sqlite.ts";
import { openStore } from "./open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rowOf = (id: string): Row => ({
  id,
  values: { "array.rows": 8 },
  machine: { name: "systolic", hash: "a" },
  trace: { name: "gemm", hash: "b" },
  figures: { "cycles.total": id.length, "energy.totalPj": null },
  notes: [],
});
const attempt: Attempt = { id: "p", values: {}, attempt: 1, worker: "w", startedAt: "2020-01-01T00:00:00.000Z", seconds: 1, status: "failed", error: "no", command: "lnsim run" };

function fileWith(name: string, ids: readonly string[]): string {
  const file = join(folder, name);
  const store = openStore(file);
  for (const id of ids) store.addRow(rowOf(id));
  store.close();
  return file;
}

test("rows come back as they were, in the order of their ids, and the first one of an id stays", () => {
  const file = fileWith("rows.db", ["c", "a", "b"]);
  const store = openStore(file);
  store.addRow({ ...rowOf("a"), notes: ["another"] });
  expect([...store.rows()]).toEqual([rowOf("a"), rowOf("b"), rowOf("c")]);
  expect([store.has("b"), store.has("x"), store.row("b"), store.row("x")]).toEqual([true, false, rowOf("b"), undefined]);
  store.close();
});

test("more rows and attempts than a page has are all read", () => {
  const ids = Array.from({ length: 1203 }, (_, i) => String(i).padStart(4, "0"));
  const store = openStore(":memory:");
  for (const id of ids) store.addRow(rowOf(id));
  for (const id of ids) store.addAttempt({ ...attempt, id });
  expect([...store.rows()].map(({ id }) => id)).toEqual(ids);
  expect([...store.attempts()].map(({ id }) => id)).toEqual(ids);
  store.close();
});

test("parts take no more room than they may: old timings go, before any training", () => {
  const file = join(folder, "parts.db");
  const bytes = new Uint8Array(100);
  const store = openStore(file, { mostPartBytes: 1000 });
  store.addPart("replay", "first", bytes);
  for (let i = 0; i < 8; i++) store.addPart("timing", `t${i}`, bytes);
  store.close();
  const known = (opened: ReturnType<typeof openStore>): readonly string[] => Array.from({ length: 10 }, (_, i) => `t${i}`).filter((key) => opened.part("timing", key) !== undefined);
  const again = openStore(file, { mostPartBytes: 1000 });
  again.addPart("timing", "t8", bytes);
  expect(known(again)).toHaveLength(9);
  again.addPart("timing", "t9", bytes);
  expect(known(again)).toEqual(["t4", "t5", "t6", "t7", "t8", "t9"]);
  expect(again.part("replay", "first")).toEqual(bytes);
  again.close();
});

test("attempts and parts are kept beside the rows", () => {
  const file = join(folder, "parts.db");
  const store = openStore(file);
  store.addAttempt(attempt);
  store.addPart("timing", "k", new Uint8Array([1, 2]));
  store.addPart("timing", "k", new Uint8Array([3]));
  store.close();
  const again = openStore(file, { create: false });
  expect([...again.attempts()]).toEqual([attempt]);
  expect([again.part("timing", "k"), again.part("replay", "k")]).toEqual([new Uint8Array([1, 2]), undefined]);
  expect([...again.rows()]).toEqual([]);
  again.close();
});

test("what is no store is refused, and left as it is", () => {
  const { DatabaseSync } = loadSqlite();
  const text = join(folder, "text.db");
  writeFileSync(text, "This is a text, and a long one at that. ".repeat(50));
  expect(() => openStore(text)).toThrow(expect.objectContaining({ code: "file-unreadable", path: text }));
  const foreign = join(folder, "foreign.db");
  const other = new DatabaseSync(foreign);
  other.exec("CREATE TABLE theirs (x)");
  other.close();
  const before = readFileSync(foreign);
  expect(() => openStore(foreign)).toThrow(expect.objectContaining({ code: "file-unreadable", found: "a database of another program" }));
  expect(readFileSync(foreign)).toEqual(before);
});

test("a damaged or truncated store is refused", () => {
  const whole = fileWith("whole.db", Array.from({ length: 400 }, (_, i) => `id-${i}`));
  const bytes = readFileSync(whole);
  const damaged = join(folder, "damaged.db");
  writeFileSync(damaged, bytes.fill(0xa5, 3 * 4096, 4 * 4096));
  expect(() => openStore(damaged)).toThrow(expect.objectContaining({ code: "file-unreadable", path: damaged }));
  const cut = join(folder, "cut.db");
  writeFileSync(cut, readFileSync(whole).subarray(0, 2 * 4096));
  expect(() => openStore(cut)).toThrow(expect.objectContaining({ code: "file-unreadable", path: cut }));
});

test("a store of another version, one that is missing, and a folder that is missing are named", () => {
  const newer = join(folder, "newer.db");
  copyFileSync(fileWith("old.db", ["a"]), newer);
  const database = new (loadSqlite().DatabaseSync)(newer);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openStore(newer)).toThrow(expect.objectContaining({ code: "unsupported", found: "99" }));
  const missing = join(folder, "missing.db");
  expect(() => openStore(missing, { create: false })).toThrow(expect.objectContaining({ code: "file-not-found" }));
  expect(existsSync(missing)).toBe(false);
  expect(() => openStore(join(folder, "none", "x.db"))).toThrow(expect.objectContaining({ code: "file-unwritable" }));
});

test("a Node without SQLite is told which one has it", () => {
  expect(() => loadSqlite(() => undefined)).toThrow(expect.objectContaining({ code: "unsupported", expected: "Node 24 or newer" }));
});

test("a store that another process keeps to itself is an error after a while", () => {
  const file = fileWith("busy.db", ["a"]);
  const other = new (loadSqlite().DatabaseSync)(file);
  other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  expect(() => openStore(file, { patienceSeconds: 0 })).toThrow(expect.objectContaining({ code: "file-unwritable" }));
  other.close();
}, 20_000);

test("several processes make and write one store at the same time", async () => {
  const file = join(folder, "shared.db");
  const script = `import { openStore } from ${JSON.stringify(new URL("./open-store.ts", import.meta.url).href)};
    const store = openStore(process.argv[1]);
    for (let i = 0; i < 60; i++) store.addRow({ id: String(i).padStart(3, "0"), values: {}, machine: {}, trace: {}, figures: {}, notes: [process.argv[2]] });
    store.close();`;
  const processes = ["one", "two", "three"].map((name) => spawn(process.execPath, ["--conditions=@lnsim/source", "--input-type=module", "-e", script, file, name], { stdio: ["ignore", "ignore", "inherit"] }));
  const codes = await Promise.all(processes.map((child) => new Promise((resolve) => child.on("exit", resolve))));
  expect(codes).toEqual([0, 0, 0]);
  const store = openStore(file);
  expect([...store.rows()].map(({ id }) => Number(id))).toEqual(Array.from({ length: 60 }, (_, i) => i));
  store.close();
});
