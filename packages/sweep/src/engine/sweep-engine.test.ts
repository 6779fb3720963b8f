import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RunPlanner, type RunRequest } from "@lnsim/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { PointRunner, runPoints } from "../execute/point-runner.ts";
import type { SweepEvent } from "../execute/sweep-event.ts";
import type { SweepHooks } from "../execute/sweep.ts";
import { resolvePoints } from "../plan/resolve-points.ts";
import type { DesignPoint } from "../point.ts";
import { parseObjectives } from "../look/objective.ts";
import { evaluatePoints } from "../search/evaluate-points.ts";
import { searchSweep, type SweepSearch } from "../search/search-sweep.ts";
import { parseSpace } from "../space/read-space.ts";
import { openStore } from "../store/open-store.ts";
import { openEngine, workOnEngine } from "./engine.ts";
import { startCluster, type Cluster } from "./postgres.fixture.ts";
import type { WorkerOptions } from "./queue-worker.ts";
import type { EngineOptions } from "./sweep-engine.ts";
import type { WorkerEvent } from "./worker-event.ts";

const started = await startCluster();
if ("reason" in started) console.log(`SKIPPED: engines in PostgreSQL, ${started.reason}`);
const cluster = started as Cluster;
const folder = mkdtempSync(join(tmpdir(), "lnsim-engine-"));
afterAll(() => {
  if (!("reason" in started)) started.remove();
  rmSync(folder, { recursive: true });
});

const base: RunRequest = { machine: "systolic", trace: "gemm:8,8,8", numerics: false, folder };
const cheap = (count: number) => resolvePoints(base, Array.from({ length: count }, (_, i) => ({ "array.rows": 2 + i })));
/** A point that takes minutes. */
const long = () => resolvePoints({ ...base, machine: "lns-madam-chip", trace: "resnet50", set: ["dram.refreshSync=free"], exact: "cycle" }, [{}]);
/** A point that fails when it is run. */
const failing = () => resolvePoints({ ...base, machine: "lns-madam-chip", trace: "gemm:256,256,256", set: ["globalBuffer.sizeBytes=4096"] }, [{}]);

async function onEngine(name: string, points: readonly DesignPoint[], options: EngineOptions = {}, signal?: AbortSignal) {
  const engine = await openEngine(cluster.database(name), { jobs: 1, ...options });
  const events: SweepEvent[] = [];
  const hooks: SweepHooks = { onEvent: (event) => void events.push(event), ...(signal !== undefined && { signal }) };
  try {
    return { outcome: await engine.run(points, hooks), events };
  } finally {
    await engine.close();
  }
}

/** Leaves points in the queue. */
async function submit(name: string, points: readonly DesignPoint[], options: EngineOptions = {}): Promise<void> {
  const { outcome } = await onEngine(name, points, { ...options, jobs: 0 }, AbortSignal.abort());
  expect(outcome).toMatchObject({ stopped: true, progress: { left: points.length } });
}

async function work(name: string, options: Partial<WorkerOptions> = {}): Promise<readonly WorkerEvent[]> {
  const events: WorkerEvent[] = [];
  await workOnEngine(cluster.database(name), { jobs: 1, untilEmpty: true, signal: new AbortController().signal, onEvent: (event) => void events.push(event), ...options });
  return events;
}

const queueOf = (name: string): string => cluster.sql(name, "SELECT state, attempts, acquired_by IS NULL FROM lnsim.queue ORDER BY sequence");

describe.skipIf("reason" in started)("an engine in PostgreSQL", { timeout: 60_000 }, () => {
  test("gives the rows of a local sweep, tells what happens as one does, and runs nothing again", async () => {
    const points = await cheap(6);
    const local = openStore(":memory:");
    await runPoints(points, { store: local, jobs: 1 });
    const { outcome, events } = await onEngine("rows", [...points.slice(3), ...points], { jobs: 2 });
    expect(outcome).toMatchObject({ stopped: false, failed: [], progress: { total: 6, done: 6, cached: 0, left: 0 } });
    expect(events.map(({ type }) => type)).toEqual(["started", ...Array.from({ length: 6 }, () => "done"), "finished"]);
    const store = openStore(cluster.database("rows"), { create: false });
    expect([...store.rows()].map((row) => JSON.stringify(row))).toEqual([...local.rows()].map((row) => JSON.stringify(row)));
    expect((await onEngine("rows", points)).outcome.progress).toMatchObject({ cached: 6, done: 0, left: 0 });
    expect([...store.attempts()].map(({ status, attempt }) => [status, attempt])).toEqual(Array.from({ length: 6 }, () => ["done", 1]));
    store.close();
  });

  test("a search on it chooses the same designs for the same reasons as a local one, and has the same rows", async () => {
    const lines = 'machine: lns-madam-chip\ntrace: gemm:64,64,64\nrun: { numerics: off }\naxes: { pe.lanes: [8, 16], globalBuffer.sizeBytes: [4096, 65536, 131072, 262144, 524288], dma.outstanding: [1, 4] }\n';
    const space = await parseSpace(lines, { origin: "s.yaml", folder });
    const search: SweepSearch = { space, objectives: parseObjectives("cycles,area"), budget: 12, population: 6, seed: 1 };
    const planner = new RunPlanner();
    const local = openStore(":memory:");
    const runner = new PointRunner({ store: local, jobs: 1 });
    const expected = await searchSweep(search, (points) => evaluatePoints(points, { base: space.base, planner, place: runner }));
    runner.close();
    expect(expected.designs.some(({ refused }) => refused?.includes("fits the global buffer"))).toBe(true);
    const engine = await openEngine(cluster.database("search"), { jobs: 1, tries: 1 });
    const stop = new AbortController();
    const helping = work("search", { untilEmpty: false, signal: stop.signal });
    const found = await searchSweep(search, (points) => evaluatePoints(points, { base: space.base, planner, place: engine }));
    stop.abort();
    await Promise.all([engine.close(), helping]);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    const store = openStore(cluster.database("search"), { create: false });
    expect([...store.rows()].map((row) => JSON.stringify(row))).toEqual([...local.rows()].map((row) => JSON.stringify(row)));
    store.close();
  });

  test("a point that fails is tried again later, set aside after its last try, and tried anew when it is submitted again", async () => {
    const { outcome } = await onEngine("failing", [...(await failing()), ...(await cheap(2))], { tries: 2, limits: { seconds: 60 } });
    expect(outcome).toMatchObject({ stopped: false, progress: { done: 2, failed: 1, left: 0 }, failed: [{ error: expect.stringContaining("fits the global buffer"), command: expect.stringContaining("lnsim run --machine lns-madam-chip") }] });
    const attempts = JSON.parse(cluster.sql("failing", "SELECT json_agg(attempt::json ORDER BY number) FROM lnsim.attempts")) as { status: string; attempt: number; startedAt: string; seconds: number }[];
    const failed = attempts.filter(({ status }) => status === "failed");
    expect(failed.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(Date.parse(failed[1]!.startedAt) - Date.parse(failed[0]!.startedAt)).toBeGreaterThan(1000);
    expect(queueOf("failing")).toContain("failed|2|t");
    await submit("failing", await failing());
    expect(queueOf("failing")).toContain("pending|0|t");
    expect(cluster.sql("failing", "SELECT element::json->>'limits' FROM lnsim.queue WHERE state = 'pending'")).toBe("{}");
  });

  test("a point that ends whichever worker takes it is set aside, too", async () => {
    const points = await cheap(1);
    await submit("deadly", points, { leaseSeconds: 1, tries: 2 });
    cluster.sql("deadly", "UPDATE lnsim.queue SET attempts = 2, acquired_at = NOW() - INTERVAL '1 minute', acquired_by = gen_random_uuid()");
    const { outcome } = await onEngine("deadly", points);
    expect(outcome).toMatchObject({ progress: { done: 0, failed: 1 }, failed: [{ error: "whichever worker took it ended without a word" }] });
  });

  test("what points share is found once, and given to the others", async () => {
    const priced = await resolvePoints({ ...base, machine: "lns-madam" }, [{ "energy.extrapolate": true }, { "energy.extrapolate": false }]);
    await submit("shared", priced);
    await work("shared");
    expect(cluster.sql("shared", "SELECT kind, key FROM lnsim.parts")).toBe(`timing|${priced[0]!.timingKey}`);
    expect(priced[1]!.timingKey).toBe(priced[0]!.timingKey);
  });

  test("a worker that is stopped gives its points back at once", async () => {
    await submit("stopped", [...(await long()), ...(await cheap(1))]);
    const abort = new AbortController();
    const events: WorkerEvent[] = [];
    const working = work("stopped", { signal: abort.signal, untilEmpty: false, onEvent: (event) => void events.push(event) });
    while (!queueOf("stopped").includes("pending|1|f")) await sleep(50);
    await sleep(500);
    const stopped = performance.now();
    abort.abort();
    await working;
    expect(performance.now() - stopped).toBeLessThan(2500);
    expect(events.map(({ type }) => type)).toEqual(["started", "abandoned"]);
    expect(queueOf("stopped")).toBe("pending|0|t\npending|0|t");
  });

  test("a worker of another version, or with another plugin, takes nothing and says what differs", async () => {
    const there = join(folder, "there");
    mkdirSync(there);
    const plugin = (note: string): string => `// ${note}\nimport sgd from "${import.meta.resolve("@lnsim/optimizer-sgd")}";\nexport default { ...sgd, name: "mine", presets: {} };`;
    writeFileSync(join(there, "mine.mjs"), plugin("one"));
    await submit("others", await resolvePoints({ ...base, plugins: ["./mine.mjs"], folder: there }, [{}]));
    rmSync(there, { recursive: true });
    writeFileSync(join(folder, "mine.mjs"), plugin("two"));
    const refusal = { code: "unsupported", message: "the point that waits was submitted with another program than this worker is", found: "another edition of the optimizer plugin mine here", expected: expect.stringMatching(/^lnsim \S+ with optimizer mine$/) };
    await expect(work("others", { folder })).rejects.toMatchObject(refusal);
    cluster.sql("others", `UPDATE lnsim.environments SET environment = replace(environment, '"lnsim":"', '"lnsim":"9.')`);
    await expect(work("others", { folder })).rejects.toMatchObject({ code: "unsupported", found: expect.stringMatching(/^lnsim (\S+) here and 9\.\1 there$/) });
    expect(queueOf("others")).toBe("pending|0|t");
    await onEngine("others", await cheap(2));
    expect(queueOf("others")).toBe("pending|0|t\ncompleted|1|t\ncompleted|1|t");
  });

  test("a worker whose files are others gives the point back and says so", async () => {
    const machine = join(folder, "machine.yaml");
    writeFileSync(machine, "extends: systolic\narray: { rows: 4 }\n");
    await submit("files", await resolvePoints({ ...base, machine: "./machine.yaml" }, [{ "array.columns": 4 }]));
    writeFileSync(machine, "extends: systolic\narray: { rows: 5 }\n");
    await expect(work("files")).rejects.toMatchObject({ code: "invalid-combination", message: "a point of the queue is another one on this machine", path: expect.stringContaining("array.columns=4") });
    rmSync(machine);
    await expect(work("files")).rejects.toMatchObject({ code: "invalid-combination", found: expect.stringContaining("machine.yaml") });
    expect(queueOf("files")).toBe("pending|0|t");
  });

  test.each<[EngineOptions, string]>([[{ tries: 0 }, "--tries"], [{ leaseSeconds: 0.5 }, "--lease"], [{ jobs: -1 }, "--jobs"]])("%j is refused", async (options, path) => {
    await expect(onEngine("refused", [], options)).rejects.toMatchObject({ code: "invalid-value", path });
  });
});
