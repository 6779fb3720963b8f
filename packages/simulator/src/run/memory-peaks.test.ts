import { describe, expect, test } from "vitest";
import { run } from "./run.ts";

const request = { machine: "lns-madam-chip", trace: "gemm:256,256,256" };
const small = ["dram.capacityBytes=262144"];

describe("a step that does not fit DRAM", () => {
  test("is refused with its peak, when that is, and the largest tensors", async () => {
    const whole = (await run(request))!.memory![0]!;
    expect(whole.capacityBytes).toBeGreaterThan(whole.bytes);
    await expect(run({ ...request, set: small })).rejects.toMatchObject({
      code: "invalid-combination",
      path: "dram.capacityBytes",
      message: expect.stringMatching(new RegExp(`^the step does not fit DRAM: during ${whole.at} it holds [\\d.]+ kB in \\d+ tensors, the largest of them .* \\([\\d.]+ kB\\)`)),
      found: "262144 (262 kB)",
      expected: `at least ${whole.bytes}`,
      remedy: expect.stringContaining("dram.capacity=unbounded"),
    });
  });

  test("runs when the capacity is left out of account, and the result says so", async () => {
    const result = await run({ ...request, set: [...small, "dram.capacity=unbounded"] });
    expect(result!.memory![0]!.capacityBytes).toBeNull();
    expect(result!.notes).toContainEqual(expect.stringMatching(/^dram\.capacity is unbounded: the step holds [\d.]+ kB at once, and DRAM would have 262 kB$/));
  });
});
