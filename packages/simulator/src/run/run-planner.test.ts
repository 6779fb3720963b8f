import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RunPlanner } from "./run-planner.ts";
import type { RunMemory } from "./run-memory.ts";
import type { RunRequest } from "./run-request.ts";
import { run } from "./run.ts";

const planner = new RunPlanner();
const small: RunRequest = { machine: "systolic", trace: "gemm:8,8,8" };
const lenet: RunRequest = { machine: "lns-madam", trace: "mnist-lenet", steps: 2 };
const keysOf = async (request: RunRequest) => planner.plan(request);

describe("keys of planned runs", () => {
  test("are those that a run looks its parts up by", async () => {
    const asked: string[] = [];
    const memory: RunMemory = { recall: (kind, key) => void asked.push(`${kind} ${key}`), remember: () => undefined };
    await run(small, { memory });
    expect(asked).toEqual([`timing ${(await keysOf(small)).timingKey}`]);
    await expect(run({ ...lenet, timing: false }, { memory, signal: { aborted: true } })).resolves.toBeNull();
    expect(asked[1]).toBe(`training ${(await keysOf(lenet)).trainingKey}`);
  });

  test.each<[string, Partial<RunRequest>]>([
    ["another machine", { set: ["array.rows=8"] }],
    ["another trace", { trace: "gemm:8,8,9" }],
    ["another seed", { seed: 2 }],
    ["other initial weights", { redraw: 2 }],
    ["other prices", { set: ["energy.extrapolate=true"] }],
    ["fewer passes", { trace: "conv:1,3,8,8,4,3,3,1,1", passes: ["fprop"] }],
    ["no timing", { timing: false }],
  ])("%s is another result", async (_, change) => {
    const base = { ...small, ...(change.trace !== undefined && { trace: change.trace }) };
    const other = change.trace === undefined || change.passes !== undefined ? base : small;
    expect((await keysOf({ ...base, ...change })).resultKey).not.toBe((await keysOf(other)).resultKey);
  });

  test("threads and the ways of stepping change no result", async () => {
    const { resultKey } = await keysOf(small);
    expect((await keysOf({ ...small, threads: 2, exact: "cycle" })).resultKey).toBe(resultKey);
  });

  test("prices and tables of a converter share a timing, stored bits do not", async () => {
    const [base, ...others] = await Promise.all(
      [[], ["energy.extrapolate=true"], ["numerics.datapath.lut=1"], ["numerics.update=lns:bits=12,gamma=256"], ["pe.lanes=16"]].map((set) => keysOf({ ...lenet, set })),
    );
    expect(others.map(({ timingKey }) => timingKey === base!.timingKey)).toEqual([true, true, false, false]);
    expect(others.map(({ trainingKey }) => trainingKey === base!.trainingKey)).toEqual([true, false, false, true]);
  });

  test("a shape trace trains nothing, and neither does a run without numerics", async () => {
    expect(await keysOf(small)).toMatchObject({ trains: false, trainingKey: null });
    expect(await keysOf({ ...lenet, numerics: false })).toMatchObject({ trains: false, trainingKey: null });
    expect((await keysOf(lenet)).trains).toBe(true);
  });

  test("another edition of a plugin is another result, and its training has no key", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lnsim-edition-"));
    const sgd = import.meta.resolve("@lnsim/optimizer-sgd");
    const keyOf = async (name: string, note: string) => {
      writeFileSync(join(folder, name), `// ${note}\nimport sgd from "${sgd}";\nexport default { ...sgd, name: "mine", presets: {} };`);
      return keysOf({ ...lenet, plugins: [`./${name}`], folder, set: ["training.optimizer=mine"] });
    };
    try {
      const [one, same, other] = [await keyOf("a.mjs", "one"), await keyOf("b.mjs", "one"), await keyOf("c.mjs", "other")];
      expect([same.resultKey === one.resultKey, other.resultKey === one.resultKey]).toEqual([true, false]);
      expect(one).toMatchObject({ trains: true, trainingKey: null });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test.each<[Partial<RunRequest>, string]>([
  [{ set: ["array.rows=0"] }, "array.rows in --set"],
  [{ set: ["energy.table=nangate"] }, "energy.table"],
  [{ set: ["dataflow=local-a"] }, "dataflow"],
  [{ steps: 2 }, "--steps"],
  [{ machine: "lns-madam-chip", set: ["dram.capacityBytes=64"] }, "dram.capacityBytes"],
])("%o is refused", async (change, path) => {
  await expect(keysOf({ ...small, ...change })).rejects.toMatchObject({ path });
});

test("a step is refused where it does not fit DRAM, and nowhere else", async () => {
  const planner = new RunPlanner();
  const plan = (...set: string[]) => planner.plan({ machine: "lns-madam-chip", trace: "gemm:256,256,256", set });
  const { bytes } = (await run({ machine: "lns-madam-chip", trace: "gemm:256,256,256" }))!.memory![0]!;
  await plan(`dram.capacityBytes=${bytes}`);
  await expect(plan(`dram.capacityBytes=${bytes - 1}`)).rejects.toMatchObject({ code: "invalid-combination", expected: `at least ${bytes}` });
  await plan(`dram.capacityBytes=${bytes - 1}`, "dram.capacity=unbounded");
  await plan(`dram.capacityBytes=${bytes - 1}`, "memory.kind=ideal");
});
