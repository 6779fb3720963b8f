import fc from "fast-check";
import { expect, test } from "vitest";
import { exportRows } from "../export/export-rows.ts";
import type { Attempt, Row } from "../row.ts";
import { mergeStores, type NamedStore } from "./merge-stores.ts";
import { openStore } from "./open-store.ts";

const rowOf = (id: string, total = id.length): Row => ({ id, values: { seed: id }, machine: { name: "systolic", hash: "a" }, trace: { name: "gemm", hash: "b" }, figures: { "cycles.total": total }, notes: [] });
const attemptOf = (id: string, attempt = 1): Attempt => ({ id, values: {}, attempt, worker: "w", startedAt: "", seconds: 1, status: "done", error: null, command: null });

function storeOf(name: string, ids: readonly string[]): NamedStore {
  const store = openStore(":memory:");
  store.together(() => {
    for (const id of ids) {
      store.addRow(rowOf(id));
      store.addAttempt(attemptOf(id));
    }
  });
  return { name, store };
}

test("parts in any overlap and order, merged again and again, are as bytes what one store would be", async () => {
  const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const whole = await exportRows(ids.map((id) => rowOf(id)), "csv");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 }), { minLength: 1, maxLength: 3 }), async (draws) => {
      const parts = draws.flatMap((draw) => [0, 1, 2, 3].map((part) => storeOf(`part${part}`, ids.filter((_, i) => draw[i] === part))));
      const target = storeOf("all", []);
      expect(mergeStores(parts, target)).toEqual({ rows: 20, attempts: 20, total: 20 });
      expect(mergeStores(parts.toReversed(), target)).toEqual({ rows: 0, attempts: 0, total: 20 });
      expect(await exportRows(target.store.rows(), "csv")).toBe(whole);
      for (const { store } of [...parts, target]) store.close();
    }),
    { seed: 1, numRuns: 10 },
  );
});

test("more rows than a batch has arrive, with every attempt", () => {
  const ids = Array.from({ length: 2345 }, (_, i) => `p${i}`);
  const source = storeOf("part", ids);
  source.store.addAttempt(attemptOf("p0", 2));
  const target = storeOf("all", ["p7"]);
  expect(mergeStores([source], target)).toEqual({ rows: 2344, attempts: 2345, total: 2345 });
});

test("different rows of one id are refused by the names of both, before anything is written", () => {
  const [a, b, c] = [storeOf("a.sweep", ["x"]), storeOf("b.sweep", ["y"]), storeOf("c.sweep", ["z"])];
  c!.store.addRow(rowOf("y", 12));
  const target = storeOf("all.sweep", []);
  const refused = { code: "invalid-combination", path: "b.sweep and c.sweep", found: "point y: cycles.total is 1 in the first and 12 in the second" };
  expect(() => mergeStores([a!, b!, c!], target)).toThrow(expect.objectContaining(refused));
  expect([...target.store.rows()]).toEqual([]);
  c!.store.addRow({ ...rowOf("x"), notes: ["another"] });
  expect(() => mergeStores([c!], a!)).toThrow(expect.objectContaining({ path: "a.sweep and c.sweep", found: 'point x: notes is [] in the first and ["another"] in the second' }));
});

test("changes are made together or not at all", () => {
  const { store } = storeOf("s", []);
  expect(() =>
    store.together(() => {
      store.addRow(rowOf("a"));
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(store.has("a")).toBe(false);
  store.close();
});
