import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@lnsim/elementary";
import { afterAll, expect, test } from "vitest";
import { exportRows } from "../export/export-rows.ts";
import { openStore } from "../store/open-store.ts";
import { cheapPoints } from "./points.fixture.ts";

/** How often a sweep is killed; LNSIM_KILLS=100 for a longer test of a few minutes. */
const kills = Number(process.env["LNSIM_KILLS"] ?? 3);
const points = 60 + 30 * kills;

const folder = mkdtempSync(join(tmpdir(), "lnsim-kill-"));
afterAll(() => rmSync(folder, { recursive: true }));

const script = fileURLToPath(new URL("./sweep-process.fixture.ts", import.meta.url));

/** Runs the sweep in a process of its own and kills it so many milliseconds after its first point; null lets it finish. */
async function sweep(file: string, killAfterMs: number | null, jobs = 1): Promise<void> {
  const child = spawn(process.execPath, ["--conditions=@lnsim/source", script, file, String(points), String(jobs)], { stdio: ["ignore", "pipe", "inherit"] });
  let isTimed = killAfterMs === null;
  child.stdout.on("data", (data: Buffer) => {
    if (isTimed || !data.includes("done")) return;
    isTimed = true;
    setTimeout(() => child.kill("SIGKILL"), killAfterMs!);
  });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  if (killAfterMs === null) expect(code).toBe(0);
}

async function exported(file: string): Promise<string> {
  const store = openStore(file, { create: false });
  const text = await exportRows(store.rows(), "jsonl");
  store.close();
  return String(text);
}

test("a sweep that is killed again and again ends with the rows of one that was left alone", async () => {
  const random = createRandom(7);
  const killed = join(folder, "killed.db");
  let before = 0;
  let partly = 0;
  for (let i = 0; i < kills; i++) {
    await sweep(killed, random.nextFloat() * 150);
    const rows = (await exported(killed)).split("\n").length - 1;
    expect(rows).toBeGreaterThanOrEqual(before);
    if (rows > before && rows < points) partly++;
    before = rows;
  }
  expect(partly).toBeGreaterThan(0);
  await sweep(killed, null);
  const alone = join(folder, "alone.db");
  await sweep(alone, null, 2);
  const text = await exported(alone);
  expect(text.split("\n")).toHaveLength(points + 1);
  expect(await exported(killed)).toBe(text);
}, 60_000 + 10_000 * kills);

test("two processes share the points of one store, and its rows are those of one", async () => {
  const shared = join(folder, "shared.db");
  await Promise.all([sweep(shared, null), sweep(shared, null)]);
  expect(await exported(shared)).toBe(await exported(join(folder, "alone.db")));
  expect(cheapPoints(points)).toHaveLength(points);
}, 60_000);
