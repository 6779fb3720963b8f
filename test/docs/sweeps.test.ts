/**
 * docs/sweeps: the rows that are kept are those of the points that the sweep files have today, and pages and pictures are what
 * their commands make of the rows. `vitest -u` writes them anew.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore, planSweep, readSpace, runPoint, type Row } from "@lnsim/sweep";
import { afterAll, describe, expect, test } from "vitest";
import { launcher } from "../cli/lnsim.ts";
import { outputOf } from "./captured-output.ts";

const sweeps = fileURLToPath(new URL("../../docs/sweeps/", import.meta.url));
const names = readdirSync(sweeps).filter((file) => file.endsWith(".yaml")).map((file) => basename(file, ".yaml"));
const folder = mkdtempSync(join(tmpdir(), "lnsim-sweeps-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string): string => readFileSync(join(sweeps, file), "utf8");
const outOfDate = "rows are out of date: docs/sweeps/README.md says how to make them anew";
const marked = /(<!-- rows -->\n)[^]*?(<!-- \/rows -->)/;

test("the index shows the page and the picture of every sweep", () => {
  expect(names).toHaveLength(4);
  for (const name of names) expect(read("README.md")).toContain(`](${name}.svg)](${name}.md)`);
});

describe.each(names)("%s", (name) => {
  const rows = read(`${name}.jsonl`).trim().split("\n").map((line) => JSON.parse(line) as Row);
  const planned = readSpace(join(sweeps, `${name}.yaml`)).then((space) => planSweep(space));

  test("plans the points whose rows are kept, and no others", async () => {
    const ids = new Set((await planned).points.map(({ id }) => id));
    const kept = rows.filter(({ id }) => ids.has(id)).length;
    expect({ points: ids.size, rows: rows.length, kept }, outOfDate).toEqual({ points: ids.size, rows: ids.size, kept: ids.size });
  });

  test("has figures that come out again when a point is run", { timeout: 120_000 }, async () => {
    const { points } = await planned;
    const point = points.find(({ id }) => id === rows[0]!.id);
    expect(point, outOfDate).toBeDefined();
    expect(await runPoint(point!)).toMatchObject(rows[0]!);
  });

  test("has a page that shows what its commands make of the rows", { timeout: 120_000 }, async () => {
    const page = read(`${name}.md`);
    const own = join(folder, name);
    mkdirSync(join(own, "docs/sweeps"), { recursive: true });
    copyFileSync(join(sweeps, `${name}.yaml`), join(own, `docs/sweeps/${name}.yaml`));
    const store = openStore(join(own, `${name}.sweep`));
    for (const row of rows) store.addRow(row);
    store.close();
    const [run, ...looking] = /^```sh\n([^]*?)^```$/m.exec(page)![1]!.split(/^(?=npx)/m);
    expect(run).toBe(`npx lnsim sweep run docs/sweeps/${name}.yaml --store ${name}.sweep\n`);
    const table = await outputOf(looking.join(""), { folder: own, launcher });
    expect(table.trimEnd().split("\n")).toHaveLength(rows.length + 2);
    await expect(page.replace(marked, (_, start: string, end: string) => `${start}${table}${end}`)).toMatchFileSnapshot(join(sweeps, `${name}.md`));
    const pictures = [...page.matchAll(/!\[[^\]]+\]\(([\w-]+\.svg)\)/g)].map(([, file]) => file!);
    expect(pictures).toContain(`${name}.svg`);
    for (const file of pictures) {
      expect(existsSync(join(own, "docs/sweeps", file)), `no command of the page draws ${file}`).toBe(true);
      await expect(readFileSync(join(own, "docs/sweeps", file), "utf8")).toMatchFileSnapshot(join(sweeps, file));
    }
  });
});
