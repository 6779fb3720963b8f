import type { JobMemory } from "@lnsim/hardware";
import { beforeAll, expect, test } from "vitest";
import type { RunResult } from "../result/run-result.ts";
import type { RunMemory } from "./run-memory.ts";
import type { RunRequest } from "./run-request.ts";
import { run } from "./run.ts";

type JobTiming = NonNullable<ReturnType<ReturnType<JobMemory["timingsOn"]>["get"]>>;

/** A memory that keeps text, as one that outlives the process does, and notes what was asked of it. */
function memoryOfText() {
  const parts = new Map<string, string>();
  const log: string[] = [];
  const memory: RunMemory = {
    recall(kind, key) {
      const text = parts.get(`${kind} ${key}`);
      log.push(`${kind} ${text === undefined ? "missing" : "known"}`);
      return text === undefined ? undefined : JSON.parse(text);
    },
    remember: (kind, key, part) => void parts.set(`${kind} ${key}`, JSON.stringify(part)),
  };
  return { memory, log };
}

const chip: RunRequest = { machine: "lns-madam-chip", trace: "gemm:40,40,40", numerics: false };
const training: RunRequest = { machine: "lns-madam", trace: "mnist-mlp", steps: 1 };

/** Knows the training of {@link training}. */
const trained = memoryOfText();
beforeAll(async () => void (await run({ ...training, timing: false }, { memory: trained.memory })));

/** Without what differs from run to run. */
function stable(result: RunResult | null): object {
  const { simulation, ...rest } = result!;
  return { ...rest, events: simulation.events, seed: simulation.seed };
}

test.each([
  ["prices", "energy.extrapolate=false"],
  ["a datapath that times like it", "numerics.datapath.lut=1"],
  ["the capacity of DRAM", "dram.capacityBytes=1048576"],
  ["whether it is checked", "dram.capacity=unbounded"],
])("machines that differ in %s share a timing, and find what they find alone", async (_, change) => {
  const { memory, log } = memoryOfText();
  await run(chip, { memory });
  const other = { ...chip, set: [change] };
  expect(stable(await run(other, { memory }))).toEqual(stable(await run(other)));
  expect(log).toEqual(["timing missing", "timing known"]);
});

test("a timing is no way around a DRAM that is too small", async () => {
  const { memory, log } = memoryOfText();
  await run(chip, { memory });
  await expect(run({ ...chip, set: ["dram.capacityBytes=1024"] }, { memory })).rejects.toMatchObject({ path: "dram.capacityBytes", found: "1024 (1.02 kB)" });
  expect(log.at(-1)).toBe("timing known");
});

test("machines share a timing that differ in what neither has", async () => {
  const { memory, log } = memoryOfText();
  const pe: RunRequest = { machine: "lns-madam", trace: "gemm:40,40,40", numerics: false };
  await run(pe, { memory });
  const other = { ...pe, set: ["clock.gigahertz=2", "noc.linkBytes=8"] };
  expect(stable(await run(other, { memory }))).toEqual(stable(await run(other)));
  expect(log).toEqual(["timing missing", "timing known"]);
});

test("jobs of an array are simulated once for machines that differ around it, and each finds what it finds alone", async () => {
  const arrays = new Map<string, Map<string, JobTiming>>();
  const timingsOn = (array: string): Map<string, JobTiming> => arrays.get(array) ?? arrays.set(array, new Map()).get(array)!;
  const memory: RunMemory = { recall: () => undefined, remember: () => undefined, jobs: { timingsOn } };
  await run(chip, { memory });
  const jobs = [...arrays.values()].map(({ size }) => size);
  const other = { ...chip, set: ["dram.tRcdNs=40"] };
  expect(stable(await run(other, { memory }))).toEqual(stable(await run(other)));
  expect([jobs.length, [...arrays.values()].map(({ size }) => size)]).toEqual([1, jobs]);
  await run({ ...chip, set: ["pe.lanes=16"] }, { memory });
  expect(arrays.size).toBe(2);
});

test.each([
  ["a block", { set: ["pe.lanes=16"] }],
  ["the width of a format", { set: ["numerics.format=lns:bits=7,gamma=8"] }],
  ["the optimizer's state", { set: ["training.optimizer=adam"] }],
  ["passes", { passes: ["fprop"] }],
  ["the trace", { trace: "gemm:40,40,33" }],
  ["exactness", { exact: "burst" as const }],
])("%s decides a timing", async (_, change) => {
  const { memory, log } = memoryOfText();
  await run(chip, { memory });
  await run({ ...chip, ...change }, { memory });
  expect(log).toEqual(["timing missing", "timing missing"]);
});

test("machines of equal arithmetic share a training, and find what they find alone", async () => {
  const other = { ...training, set: ["collector.depth=8"] };
  expect(stable(await run(other, { memory: trained.memory }))).toEqual(stable(await run(other)));
  expect(trained.log.slice(-2)).toEqual(["training known", "timing missing"]);
});

test.each([
  ["the datapath", { set: ["numerics.datapath.lut=1"] }],
  ["steps", { steps: 2 }],
  ["the seed", { seed: 7 }],
  ["what is drawn anew", { redraw: 7 }],
])("%s decides a training", async (_, change) => {
  await run({ ...training, timing: false, ...change }, { memory: trained.memory });
  expect(trained.log.at(-1)).toBe("training missing");
});

test("a training whose steps are examined is neither looked up nor kept", async () => {
  const { memory, log } = memoryOfText();
  await run({ ...training, timing: false, diagnose: [1] }, { memory });
  expect(log).toEqual([]);
});
