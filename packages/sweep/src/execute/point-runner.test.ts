import { afterEach, expect, test, vi } from "vitest";
import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";
import { openStore } from "../store/open-store.ts";
import { runPoints, type RunnerOptions } from "./point-runner.ts";
import { cheapPoints, pointOf } from "./points.fixture.ts";
import type { SweepEvent } from "./sweep-event.ts";

const stores: ResultStore[] = [];
afterEach(() => stores.splice(0).forEach((store) => store.close()));

function newStore(): ResultStore {
  const store = openStore(":memory:");
  stores.push(store);
  return store;
}

interface Stopping {
  readonly signal?: AbortSignal;
  readonly onDone?: (done: number) => void;
}

async function sweep(points: readonly DesignPoint[], options: Partial<RunnerOptions> = {}, { signal, onDone }: Stopping = {}) {
  const store = options.store ?? newStore();
  const events: SweepEvent[] = [];
  const onEvent = (event: SweepEvent): void => {
    events.push(event);
    onDone?.(event.progress.done);
  };
  const outcome = await runPoints(points, { jobs: 1, ...options, store }, { onEvent, ...(signal && { signal }) });
  return { store, events, outcome };
}

const rowsOf = (store: ResultStore): string => [...store.rows()].map((row) => JSON.stringify(row)).join("\n");

const failing = pointOf({ machine: "systolic", trace: "gemm:8,8,8", set: ["array.rows=0"] }, { "array.rows": 0 });
const long = pointOf({ machine: "lns-madam-chip", trace: "resnet50", numerics: false, set: ["dram.refreshSync=free"], exact: "cycle" }, { machine: "lns-madam-chip" });

test("rows are the same bytes with one worker and with two, and in any order", async () => {
  const points = cheapPoints(8);
  const one = await sweep(points);
  const two = await sweep(points.toReversed(), { jobs: 2 });
  expect(rowsOf(two.store)).toBe(rowsOf(one.store));
  expect([...one.store.rows()]).toHaveLength(8);
  expect(one.store.row(points[3]!.id)).toMatchObject({ values: points[3]!.values, machine: { name: "systolic" }, figures: { macs: 3 * 512 } });
});

test("points that are there are not run again", async () => {
  const { store } = await sweep(cheapPoints(3));
  const { events, outcome } = await sweep(cheapPoints(5), { store });
  expect(outcome.progress).toMatchObject({ total: 5, cached: 3, done: 2, failed: 0, left: 0 });
  expect(events.map(({ type }) => type)).toEqual(["started", "done", "done", "finished"]);
  expect([...store.attempts()].map(({ status, attempt }) => [status, attempt])).toEqual(Array.from({ length: 5 }, () => ["done", 1]));
});

test("a point that fails stops nothing, and says why and how to repeat it", async () => {
  const { store, outcome } = await sweep([failing, ...cheapPoints(2)]);
  expect(outcome).toMatchObject({ stopped: false, progress: { done: 2, failed: 1, left: 0 } });
  const [failed] = outcome.failed;
  expect(failed).toMatchObject({ id: failing.id, command: "lnsim run --machine systolic --trace gemm:8,8,8 --set array.rows=0" });
  expect(failed!.error).toContain("array.rows");
  expect([...store.attempts()].find(({ status }) => status === "failed")).toMatchObject({ id: failing.id, error: failed!.error, command: failed!.command });
  expect([...store.attempts()].find(({ status }) => status === "done")).toMatchObject({ error: null, command: expect.stringContaining("lnsim run --machine systolic") });
  await sweep([failing], { store });
  expect([...store.attempts()].filter(({ id }) => id === failing.id).map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test("a point that takes too long is ended, and the next one runs", async () => {
  const pause = setTimeout;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const sweeping = sweep([long, ...cheapPoints(1)], { limits: { seconds: 60 } });
    while (vi.getTimerCount() === 0) await new Promise((resolve) => pause(resolve, 5));
    vi.advanceTimersByTime(59_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    const { outcome } = await sweeping;
    expect(outcome.progress).toMatchObject({ done: 1, failed: 1 });
    expect(outcome.failed[0]).toMatchObject({ id: long.id, error: "it took longer than the limit of 60 s" });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a point that needs too much memory is ended", async () => {
  const { outcome } = await sweep([long], { limits: { memoryMib: 12 } });
  expect(outcome.failed[0]!.error).toContain("limit of 12 MiB");
});

test("a sweep that is stopped abandons what runs within a second, and keeps its rows", async () => {
  const abort = new AbortController();
  let stopped = 0;
  const onDone = (done: number): void => {
    if (done === 2) setTimeout(() => (abort.abort(), (stopped = performance.now())), 200);
  };
  const { outcome, events } = await sweep([...cheapPoints(2), long, ...cheapPoints(5).slice(2)], {}, { signal: abort.signal, onDone });
  expect(performance.now() - stopped).toBeLessThan(1000);
  expect(outcome).toMatchObject({ stopped: true, progress: { done: 2, left: 4 } });
  expect(events.map(({ type }) => type)).toEqual(["started", "done", "done", "abandoned", "finished"]);
});

test("points of one timing are timed once, in this sweep and in those to come", async () => {
  const priced = (table: boolean): DesignPoint =>
    pointOf({ machine: "lns-madam", trace: "gemm:8,8,8", numerics: false, set: [`energy.extrapolate=${table}`] }, { "energy.extrapolate": table }, { timingKey: "shared" });
  const { store } = await sweep([priced(true), ...cheapPoints(1)], { jobs: 2 });
  expect(store.part("timing", "shared")).toBeInstanceOf(Uint8Array);
  const found: string[] = [];
  const addPart = store.addPart.bind(store);
  store.addPart = (kind, key, bytes) => {
    found.push(key);
    addPart(kind, key, bytes);
  };
  const [, other] = cheapPoints(2) as [DesignPoint, DesignPoint];
  await runPoints([priced(true), priced(false), other], { store, jobs: 1 });
  expect(found).toEqual([other.timingKey]);
  const alone = await sweep([priced(false)]);
  expect(store.row(priced(false).id)).toEqual(alone.store.row(priced(false).id));
});
