import { describe, expect, test } from "vitest";
import { run } from "./run.ts";

const names = ["mnist-lenet", "char-transformer", "vgg11", "resnet18", "bert-base"];

describe("passes", () => {
  test("that are left out cost nothing; the others are as many ops as before", async () => {
    const request = { machine: "lns-madam-chip", trace: "conv:2,8,12,12,16,3,3,2,1", numerics: false };
    const [whole, some] = await Promise.all([run(request), run({ ...request, passes: ["dgrad", "update"] })]);
    expect(Object.keys(some!.cycles!.byPass)).toEqual(["dgrad", "update"]);
    const kept = whole!.cycles!.byOp.filter(({ pass }) => pass === "dgrad" || pass === "update");
    expect(some!.cycles!.byOp.map(({ name, macs }) => [name, macs])).toEqual(kept.map(({ name, macs }) => [name, macs]));
    expect(some!.cycles!.byStepShape[0]!.macs).toBe(whole!.cycles!.byPass["dgrad"]!.macs);
    expect([whole!.trace.passes, some!.trace.passes]).toEqual([null, ["dgrad", "update"]]);
  });

  test("of a value trace leave the training out, and say so", async () => {
    const result = await run({ machine: "lns-madam", trace: "mnist-lenet", passes: ["fprop"], steps: 2 });
    expect(result).toMatchObject({ accuracy: null, accuracyReason: expect.stringContaining("--passes") });
    expect(Object.keys(result!.cycles!.byPass)).toEqual(["fprop"]);
  });

  test.each([
    [["fprob"], { code: "unknown-name", path: "--passes", nearest: "fprop" }],
    [[""], { code: "unknown-name", found: "nothing" }],
    [["loss"], { code: "missing-value", path: "--passes" }],
  ])("%o are refused", async (passes, expected) => {
    await expect(run({ machine: "systolic", trace: "gemm:8,8,8", passes })).rejects.toMatchObject(expected);
  });

  test.each(names)("of %s run one by one", async (trace) => {
    for (const pass of ["fprop", "dgrad", "wgrad", "update"]) {
      const result = await run({ machine: "systolic", trace, passes: [pass], set: ["training.optimizer=madam"] });
      expect(result!.cycles!.perStep).toBeGreaterThan(0);
    }
  });
});
