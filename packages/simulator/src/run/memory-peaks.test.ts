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

describe("a stash", () => {
  const step = { machine: "lns-madam-chip", trace: "mnist-lenet", numerics: false };
  const stashed = (bytes: number, ...set: string[]) => run({ ...step, set: [`globalBuffer.stashBytes=${bytes}`, ...set] });

  test("holds what fits it, DRAM the rest, and what it holds does not go through DRAM", async () => {
    const [without, result] = await Promise.all([run(step), stashed(1_048_576)]);
    const { capacityBytes, stayed, fromStepToStep, spilled } = result!.stash!;
    expect(without!.stash).toBeNull();
    expect(without!.memory!.map(({ level }) => level)).toEqual(["dram"]);
    const [dram, stash] = result!.memory!;
    expect([capacityBytes, stash!.level, stash!.capacityBytes]).toEqual([1_048_576, "stash", 1_048_576]);
    expect(stash!.bytes).toBeLessThanOrEqual(1_048_576);
    // Places are used again when tensors are dead.
    expect(stayed.bytes).toBeGreaterThan(stash!.bytes);
    expect(fromStepToStep.bytes).toBeLessThan(stayed.bytes);
    expect(dram!.bytes).toBeLessThanOrEqual(spilled.bytes);
    const bytes = ({ traffic }: NonNullable<typeof result>, level: string) => traffic![level]!.readBytes + traffic![level]!.writeBytes;
    expect(bytes(result!, "dram")).toBeLessThan(bytes(without!, "dram") / 2);
    expect(result!.traffic!["stash"]!.writeBytes).toBeGreaterThanOrEqual(stayed.bytes - fromStepToStep.bytes);
    expect(result!.cycles!.perStep).toBeLessThan(without!.cycles!.perStep);
    expect(result!.energy!.provenance.filter(({ block }) => block === "stash").map(({ action }) => action)).toEqual(["read", "write"]);
  });

  test("makes room in DRAM", async () => {
    const { bytes } = (await run(step))!.memory![0]!;
    const set = `dram.capacityBytes=${bytes - 1}`;
    await expect(run({ ...step, set: [set] })).rejects.toMatchObject({ path: "dram.capacityBytes" });
    expect((await stashed(262_144, set))!.memory![0]!.bytes).toBeLessThan(bytes);
  });

  test("that leaves nothing to tiles is refused", async () => {
    await expect(stashed(2_097_152)).rejects.toMatchObject({ code: "invalid-combination", path: "globalBuffer.stashBytes" });
  });
});
