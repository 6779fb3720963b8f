import { expect, test } from "vitest";
import { run } from "../run/run.ts";

const request = { trace: "gemm:40,50,70", values: true, seed: 7, numerics: false };

test.each([
  ["lns-madam", []],
  ["systolic", ["dataflow=ws"]],
  ["lns-madam-chip", ["numerics.format=int8", "globalBuffer.sizeBytes=65536"]],
] as const)("codes pass through %s as through the numeric engine, in every pass", async (machine, set) => {
  const { values } = (await run({ ...request, machine, set }))!;
  expect(values).toMatchObject({ products: 3, macs: 3 * 40 * 50 * 70, outputs: 40 * 50 + 40 * 70 + 50 * 70, mismatches: 0, first: null, seed: 7 });
});

test("a step with too many multiply-accumulates is refused before anything is multiplied", async () => {
  await expect(run({ ...request, machine: "systolic", trace: "gemm:8192,8192,8192" })).rejects.toMatchObject({ code: "unsupported", path: "--values" });
});
