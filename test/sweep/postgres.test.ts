import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exportRows, openStore } from "@lnsim/sweep";
import { startCluster, type Cluster } from "@lnsim/sweep/specimens";
import { afterAll, describe, expect, test } from "vitest";
import { launcher, lnsim, type Outcome } from "../cli/lnsim.ts";

const started = await startCluster();
if ("reason" in started) console.log(`SKIPPED: no sweep is run with PostgreSQL, ${started.reason}`);
const cluster = started as Cluster;
const folder = mkdtempSync(join(tmpdir(), "lnsim-workers-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  if (!("reason" in started)) started.remove();
  rmSync(folder, { recursive: true });
});

/** Arrays that take some 40 ms each. */
const count = 50;
const sweep = ["sweep", "run", "--machine", "systolic", "--trace", "resnet18", "--numerics", "off", "-P", `array.rows=2..${1 + count / 2}`, "-L", "dataflow=os,ws"];

/** A worker as a user starts one, with what it said. */
interface Worker {
  readonly child: ChildProcess;
  readonly events: () => readonly { readonly type: string; readonly id: string }[];
  readonly ended: Promise<Omit<Outcome, "milliseconds">>;
}

function startWorker(url: string): Worker {
  const child = spawn(process.execPath, [launcher, "sweep", "worker", url, "--jobs", "1", "--format", "jsonl"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } });
  children.push(child);
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) child[stream].setEncoding("utf8").on("data", (text: string) => (output[stream] += text));
  const ended = new Promise<Omit<Outcome, "milliseconds">>((resolve) => void child.on("close", (code) => resolve({ code, ...output })));
  return { child, events: () => output.stdout.split("\n").slice(0, -1).map((line) => JSON.parse(line)), ended };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

/** Points that are leased, by their leases. */
function leases(): ReadonlyMap<string, string> {
  const lines = cluster.sql("sweeps", "SELECT acquired_by || ' ' || id FROM lnsim.queue WHERE state = 'pending' AND acquired_by IS NOT NULL").split("\n");
  return new Map(lines.filter((line) => line !== "").map((line) => line.split(" ") as [string, string]));
}

const doneBy = ({ events }: Worker): number => events().filter(({ type }) => type === "done").length;

/** Kills a worker in the middle of a point, which is the one whose lease is there when the others have gone on to their next but one. */
async function killInTheMiddle({ child, ended }: Worker, others: readonly Worker[]): Promise<string> {
  for (;;) {
    child.kill("SIGSTOP");
    const [before, done] = [leases(), others.map(doneBy)];
    await until(() => others.every((other, i) => doneBy(other) >= done[i]! + 2));
    const held = [...leases()].filter(([lease]) => before.has(lease)).map(([, id]) => id);
    if (held.length > 0) {
      child.kill("SIGKILL");
      await ended;
      expect(held).toHaveLength(1);
      return held[0]!;
    }
    child.kill("SIGCONT");
    await sleep(30);
  }
}

/** What a user exports as CSV, and the other formats. */
async function exported(name: string): Promise<readonly (string | Uint8Array)[]> {
  const csv = await lnsim(["sweep", "export", "--store", name], { cwd: folder });
  const store = openStore(name.startsWith("postgres:") ? name : join(folder, name), { create: false });
  const rows = [...store.rows()];
  store.close();
  expect(rows).toHaveLength(count);
  return [csv.stdout, ...(await Promise.all((["jsonl", "md", "parquet"] as const).map((format) => exportRows(rows, format))))];
}

describe.skipIf("reason" in started)("with PostgreSQL", () => {
  test("three workers, one killed and the server restarted, lose nothing and do nothing twice", { timeout: 120_000 }, async () => {
    const url = cluster.database("sweeps");
    const local = await lnsim([...sweep, "--store", "local.sweep"], { cwd: folder });
    expect(local.code).toBe(0);
    const running = lnsim([...sweep, "--engine", url, "--jobs", "0", "--lease", "5", "--format", "jsonl"], { cwd: folder, onStart: (child) => void children.push(child) });
    const workers = [1, 2, 3].map(() => startWorker(url));
    await until(() => workers.every((worker) => doneBy(worker) > 0));
    const held = await killInTheMiddle(workers[0]!, workers.slice(1));
    await until(() => workers.reduce((sum, worker) => sum + doneBy(worker), 0) > count / 2);
    cluster.restart();
    const { code, stdout, stderr } = await running;
    expect([code, stderr]).toEqual([0, expect.stringContaining("the points wait for workers: lnsim sweep worker postgres://lnsim:***@127.0.0.1")]);
    const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ type: "finished", stopped: false, progress: { total: count, done: count, failed: 0, left: 0 } });
    for (const { child } of workers.slice(1)) child.kill("SIGINT");
    for (const { ended } of workers.slice(1)) expect(await ended).toMatchObject({ code: 130, stderr: "" });

    const attempts = JSON.parse(cluster.sql("sweeps", "SELECT json_agg(attempt::json) FROM lnsim.attempts")) as { id: string; attempt: number; status: string; worker: string }[];
    expect(attempts.filter(({ status }) => status === "done")).toHaveLength(count);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(count);
    expect(new Set(attempts.map(({ worker }) => worker)).size).toBe(3);
    expect(attempts.filter(({ attempt }) => attempt > 1)).toEqual([expect.objectContaining({ id: held, attempt: 2, status: "done" })]);
    expect(cluster.sql("sweeps", "SELECT state, count(*) FROM lnsim.queue GROUP BY state")).toBe(`completed|${count}`);
    expect(await exported(url)).toEqual(await exported("local.sweep"));
  });

  test.each<[string, (url: string) => readonly string[], string]>([
    ["a wrong password", (url) => ["worker", url.replace(/:[^:]*@/, ":hidden@")], "the database does not let this user in"],
    ["a server that is down", (url) => [...sweep.slice(1), "--engine", url.replace(/:[^:]*@127.0.0.1:\d+/, ":hidden@127.0.0.1:1")], "the server of the database cannot be reached"],
    ["a store in the wrong place", (url) => ["show", url.replace(/:[^:]*@/, ":hidden@")], '"lnsim sweep show" does not take postgres://lnsim:***@'],
  ])("%s is told without a stack and without the password", async (_, args, message) => {
    const { code, stdout, stderr } = await lnsim(["sweep", ...args(cluster.database("wrong"))], { cwd: folder });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/hidden|\n +at [\w.]+ \(|node_modules/);
  });
});
