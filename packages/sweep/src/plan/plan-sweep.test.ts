import fc from "fast-check";
import { RunPlanner } from "@lnsim/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import type { AxisValues, Scalar } from "../point.ts";
import type { Attempt } from "../row.ts";
import { mistakesIn } from "../space/place.ts";
import { spaceOf } from "../space/space-of.ts";
import { planSweep } from "./plan-sweep.ts";
import { describePoint, resolvePoint } from "./resolve-point.ts";

const planner = new RunPlanner();
const base = { machine: "systolic", trace: "gemm:64,64,64" };
const resolve = (values: AxisValues) => resolvePoint(base, values, planner);

beforeAll(async () => void (await resolve({})));

describe("a point", () => {
  test("is a patch of what all points start from, and says so", async () => {
    const point = await resolvePoint({ ...base, set: ["array.rows=8", "array.columns=4"] }, { seed: 3, trace: "gemm:8,8,8", dataflow: "ws", "array.rows": 32 }, planner);
    expect(point.request).toEqual({ machine: "systolic", trace: "gemm:8,8,8", seed: 3, redraw: 3, set: ["array.columns=4", "array.rows=32", "dataflow=ws"] });
    expect(describePoint(point)).toBe("array.rows: 8 -> 32\ndataflow: os -> ws\nseed: unset -> 3\ntrace: gemm:64,64,64 -> gemm:8,8,8");
    expect(describePoint(await resolve({ "array.rows": 16 }))).toBe("as the base");
  });

  test("has one id in whatever order its values stand, and another with other values", async () => {
    const values: readonly (readonly [string, Scalar])[] = [["array.rows", 8], ["array.columns", 32], ["dataflow", "os"], ["seed", 2]];
    const { id } = await resolve(Object.fromEntries(values));
    const orders = fc.shuffledSubarray([...values], { minLength: values.length });
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 1024 }), async (order, rows) => {
        const same = await resolve(Object.fromEntries(order));
        expect([same.id, JSON.stringify(same.values)]).toEqual([id, JSON.stringify((await resolve(Object.fromEntries(values))).values)]);
        expect((await resolve({ ...Object.fromEntries(order), "array.rows": rows })).id === id).toBe(rows === 8);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test("that cannot be run is refused with its path and its values", async () => {
    await expect(resolve({ "array.rows": 0 })).rejects.toMatchObject({ code: "invalid-value", path: "array.rows in --set of the point array.rows=0", found: "0" });
    await expect(resolve({ dataflow: "local-a" })).rejects.toMatchObject({ code: "invalid-combination", path: "dataflow of the point dataflow=local-a" });
    await expect(resolve({ steps: 2 })).rejects.toMatchObject({ path: "--steps of the point steps=2" });
  });
});

describe("a plan", () => {
  const arrays = () => spaceOf({ base, ranges: ["array.rows=8..64*2"], lists: ["energy.extrapolate=true,false"] }, planner);

  test("counts what is left and what is shared", async () => {
    const { points, timings, trainings, cached, estimate } = await planSweep(await arrays(), undefined, planner);
    expect([points.length, timings, trainings, cached.size, estimate]).toEqual([8, 4, 0, 0, null]);
  });

  test("estimates what is left from what was measured, its own points first", async () => {
    const { points } = await planSweep(await arrays(), undefined, planner);
    const attempt = (id: string, seconds: number, status: Attempt["status"] = "done"): Attempt => ({ id, values: {}, attempt: 1, worker: "w", startedAt: "", seconds, status, error: null, command: null });
    const has = (id: string) => id === points[0]!.id || id === points[1]!.id;
    const planned = async (attempts: readonly Attempt[]) => planSweep(await arrays(), { has, attempts: () => attempts, part: () => undefined }, planner);
    const own = await planned([attempt(points[0]!.id, 2), attempt(points[1]!.id, 4), attempt("other", 100), attempt(points[2]!.id, 50, "failed")]);
    expect([own.cached.size, own.timings]).toEqual([2, 3]);
    expect(own.estimate).toEqual({ seconds: 18, measured: 2, isOwn: true });
    const { seconds, ...from } = (await planned([attempt("other", 10)])).estimate!;
    expect([Math.round(seconds), from]).toEqual([30, { measured: 1, isOwn: false }]);
    expect((await planned([])).estimate).toBeNull();
  });

  test("does not count a timing that the store has", async () => {
    const { points } = await planSweep(await arrays(), undefined, planner);
    const part = (kind: string, key: string) => (kind === "timing" && key === points[0]!.timingKey ? new Uint8Array(1) : undefined);
    expect((await planSweep(await arrays(), { has: () => false, attempts: () => [], part }, planner)).timings).toBe(3);
  });

  test("of trainings counts each arithmetic once", async () => {
    const lenet = { machine: "lns-madam", trace: "mnist-lenet", steps: 1 };
    const space = await spaceOf({ base: lenet, ranges: ["pe.lanes=16..32*2"], lists: ["numerics.datapath.lut=1,8", "seed=1,2"] }, planner);
    const { points, timings, trainings } = await planSweep(space, undefined, planner);
    expect([points.length, timings, trainings]).toEqual([8, 2, 4]);
  });

  test("refuses all wrong points before any work", async () => {
    const space = await spaceOf({ base, ranges: [], lists: ["dataflow=os,local-a", "array.rows=8,16"] }, planner);
    const error: unknown = await planSweep(space, undefined, planner).catch((thrown: unknown) => thrown);
    expect(mistakesIn(error).map(({ path }) => path)).toEqual([8, 16].map((rows) => `dataflow of the point array.rows=${rows} dataflow=local-a`));
  });

  test("of 1,000 points takes less than 2 seconds of a processor", async () => {
    const chip = { machine: "lns-madam-chip", trace: "gemm:64,64,64" };
    const space = await spaceOf({ base: chip, ranges: ["pe.lanes=8..17", "noc.linkBytes=8..80+8", "clock.gigahertz=0.5..5+0.5"], lists: [] }, planner);
    const before = process.cpuUsage();
    const { points } = await planSweep(space, undefined, planner);
    const { user, system } = process.cpuUsage(before);
    expect(points).toHaveLength(1000);
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});
