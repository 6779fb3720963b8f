import { expect, test } from "vitest";
import { captureStep } from "./capture-step.ts";
import { planWindows } from "./plan-windows.ts";

const base = { machine: "lns-madam", trace: "mnist-mlp" };

test("every window is a change of the machine, exact sums are the last training", async () => {
  const plan = await planWindows({ ...base, lsbs: [20, 14, 14], set: ["numerics.datapath.lut=1"], steps: 5 });
  expect(plan.trials.map(({ name }) => name)).toEqual(["window 2^14", "window 2^20", "exact sums"]);
  expect(plan.trials.map(({ set }) => set)).toEqual([
    ["numerics.datapath.lut=1", "numerics.datapath.lsb=14"],
    ["numerics.datapath.lut=1", "numerics.datapath.lsb=20"],
    ["numerics.datapath.lut=1", "numerics.datapath.accumulation=wide"],
  ]);
  expect(plan).toMatchObject({ machineLsb: 16, steps: 5, hasExactSums: true, leftOut: [] });
  expect(plan.windows.map(({ places }) => places.wgrad!.lsbOctave)).toEqual([-17.75, -11.75]);
});

test("without a list it is the windows around the machine's own, without a number of steps a hundred", async () => {
  const { windows, steps } = await planWindows({ ...base, set: ["numerics.datapath.lsb=20"] });
  expect(windows.map(({ lsb }) => lsb)).toEqual([14, 16, 18, 20, 22, 24, 26, 28]);
  expect(steps).toBe(100);
});

test("where the datapath cannot compute, a default window is left out and an asked one refused", async () => {
  const set = ["numerics.datapath.lut=1", "numerics.datapath.lsb=24"];
  const { windows, leftOut } = await planWindows({ ...base, set });
  expect(windows.map(({ lsb }) => lsb)).toEqual([18, 20, 22, 24, 26, 28]);
  expect(leftOut.map(({ lsb }) => lsb)).toEqual([30, 32]);
  expect(leftOut[0]!.reason).toContain("at most 29");
  await expect(planWindows({ ...base, set, lsbs: [20, 30] })).rejects.toMatchObject({ code: "invalid-combination" });
});

test.each([
  [["numerics.format=fp8-e4m3"], { code: "unsupported", path: "numerics.format", found: "fp8-e4m3", expected: "a format of the families lns, int" }],
  [["numerics.format=qaa16"], { code: "unsupported", path: "numerics.format" }],
  [["numerics.datapath.accumulation=wide"], { code: "invalid-combination", path: "numerics.datapath.accumulation", found: "wide" }],
  [["numerics.window=calibrated"], { code: "invalid-combination", path: "numerics.window" }],
])("%j has no window to move", async (set, error) => {
  await expect(planWindows({ ...base, set })).rejects.toMatchObject(error);
});

test("windows outside the parameter, and steps that a trace does not have, are refused", async () => {
  await expect(planWindows({ ...base, lsbs: [16, 99] })).rejects.toMatchObject({ found: "99" });
  await expect(captureStep({ ...base, step: 0 }, {})).rejects.toMatchObject({ code: "invalid-value", path: "--step" });
});
