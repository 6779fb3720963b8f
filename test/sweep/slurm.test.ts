import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "../cli/lnsim.ts";
import { missingForSlurm, startCluster, type SlurmCluster } from "./slurm-cluster.ts";

const reason = missingForSlurm();
if (reason !== undefined) console.log(`SKIPPED: no sweep is run on Slurm, ${reason}`);

/** Six trainings of about a second. */
const sweep = ["--machine", "lns-madam", "--trace", "mnist-mlp", "--timing", "off", "-P", "steps=30..35"];

describe.skipIf(reason !== undefined)("on Slurm", () => {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-slurm-"));
  let cluster: SlurmCluster | undefined;
  beforeAll(async () => void (cluster = await startCluster(folder)), 60_000);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, maxRetries: 5, retryDelay: 100 });
  }, 60_000);

  const exported = async (store: string) => (await lnsim(["sweep", "export", "--store", store], { cwd: folder })).stdout;
  const partOf = (element: number): string => join(folder, `sweep.db.parts/${element}-of-3.sweep`);
  const logOf = (element: number): string => readFileSync(join(folder, `sweep.db.parts/${element}.log`), "utf8");

  test("an array whose element is killed and submitted again is as bytes what one process finds", { timeout: 120_000 }, async () => {
    const { env, ask, states } = cluster!;
    const submitted = await lnsim(["sweep", "submit", ...sweep, "--shards", "3", "--array-limit", "2", "--time", "10:00", "--store", "sweep.db"], { cwd: folder, env });
    expect([submitted.code, submitted.stderr]).toEqual([0, expect.stringContaining("lnsim sweep merge")]);
    const [, job] = /^6 points in 3 shares: job (\d+)\n/.exec(submitted.stdout)!;
    await until(() => rowsIn(partOf(1)) === 1);
    await ask("scancel", "--signal=KILL", "--batch", `${job}_1`);
    await until(async () => isOver(await states(job!)));
    expect(Object.fromEntries(await states(job!))).toEqual({ 1: "FAILED", 2: "COMPLETED", 3: "COMPLETED" });
    expect([1, 2, 3].map((element) => rowsIn(partOf(element)))).toEqual([1, 2, 2]);

    const again = await ask("sbatch", "--parsable", "--array=1", join(folder, "sweep.db.slurm.sh"));
    await until(async () => isOver(await states(again)));
    expect(logOf(1)).toMatch(/2 points: 1 run in .*, 1 cached, 0 failed/);

    const merged = await lnsim(["sweep", "merge", ...[1, 2, 3].map(partOf), "--store", "sweep.db"], { cwd: folder });
    expect(merged.stdout).toContain("6 new rows from 3 stores, 6 rows now");
    expect((await lnsim(["sweep", "run", ...sweep, "--store", "local.db", "--jobs", "2"], { cwd: folder })).code).toBe(0);
    expect(await exported("sweep.db")).toBe(await exported("local.db"));
  });

  test("what Slurm refuses is told", async () => {
    const { code, stderr } = await lnsim(["sweep", "submit", ...sweep, "--shards", "2", "--partition", "nowhere", "--store", "no.db"], { cwd: folder, env: cluster!.env });
    expect([code, stderr]).toEqual([2, expect.stringContaining("invalid partition specified: nowhere")]);
  });
});

function isOver(states: ReadonlyMap<number, string>): boolean {
  return [...states.values()].every((state) => ["COMPLETED", "FAILED", "CANCELLED"].includes(state));
}

/** Rows in a store, 0 before it has any. */
function rowsIn(file: string): number {
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare("SELECT count(*) AS rows FROM rows").get()!["rows"]);
  } catch {
    return 0;
  } finally {
    database.close();
  }
}

/** Waits for a condition; the test's own limit ends the waiting. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}
