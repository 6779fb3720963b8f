import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCatalog } from "./catalog.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-catalog-"));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = { name: "a", file: "a.lntrace", title: "A", dataset: "mnist", made: "by hand" };

function catalogOf(text: string): string {
  const path = join(folder, "catalog.json");
  writeFileSync(path, text);
  return path;
}

test("files are found beside the catalog", () => {
  const path = catalogOf(JSON.stringify({ traces: [entry] }));
  expect(readCatalog(path)).toEqual([{ name: "a", path: join(folder, "a.lntrace"), title: "A", dataset: "mnist", made: "by hand" }]);
});

test("what is wrong is named", () => {
  expect(() => readCatalog(join(folder, "missing.json"))).toThrow(expect.objectContaining({ code: "file-not-found" }));
  expect(() => readCatalog(catalogOf("{"))).toThrow(expect.objectContaining({ code: "syntax" }));
  const { made: _, ...rest } = entry;
  const path = catalogOf(JSON.stringify({ traces: [entry, rest] }));
  expect(() => readCatalog(path)).toThrow(expect.objectContaining({ code: "missing-value", path: `${path}.traces[1].made` }));
  expect(() => readCatalog(catalogOf(JSON.stringify({ traces: [{ ...entry, tittle: "x" }] })))).toThrow(expect.objectContaining({ nearest: "title" }));
});
