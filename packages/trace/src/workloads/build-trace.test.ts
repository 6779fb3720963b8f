import { describe, expect, test } from "vitest";
import { issuedMacs, stepMacs, usefulMacs } from "../macs.ts";
import { decodeTrace, traceInMemory } from "../trace-reader.ts";
import { encodeTrace } from "../trace-writer.ts";
import { buildTrace } from "./build-trace.ts";
import { findWorkload, workloadNames } from "./workload-list.ts";

const build = (name: string, batch?: number) => buildTrace(findWorkload(name)!, batch);

test.each(["resnet50", "vgg11", "bert-base", "lenet", "mlp", "gpt:1.7b", "gpt:1t", "gemm:4,5,6"])("%s in memory is what its file is read as", (name) => {
  const content = build(name);
  const bytes = encodeTrace(content);
  const read = decodeTrace(bytes, name);
  expect(traceInMemory(content)).toEqual(read);
  expect(encodeTrace(build(name))).toEqual(bytes);
});

test("a step has 32 samples unless another batch is asked for, and says so", () => {
  const { header } = build("resnet18");
  expect(header).toMatchObject({ batchSize: 32, steps: 1, epochs: 1, source: { command: "lnsim trace build resnet18 --batch 32" } });
  const small = build("resnet18", 3);
  expect(small.header.description).toContain("batch 3");
  expect(stepMacs(small.header.stepShapes[0]!).fprop).toBe(3 * 1_814_073_344);
  expect(traceInMemory(small).contentHash).not.toBe(traceInMemory(build("resnet18")).contentHash);
});

test("what was left out is said in the header", () => {
  expect(build("bert-base").header.source["leftOut"]).toContain("segment embedding");
  expect(build("resnet50").header.source).not.toHaveProperty("leftOut");
});

/** The sums of the largest ones are beyond 2^53 and exact all the same: their sizes are multiples of large powers of two. */
test("counts of every workload are exact at batch 32, and its list of ops is short", () => {
  for (const name of workloadNames) {
    const shape = build(name).header.stepShapes[0]!;
    expect(shape.ops.length, name).toBeLessThan(5500);
    for (const of of [usefulMacs, issuedMacs]) {
      const { fprop, dgrad, wgrad } = stepMacs(shape, of);
      expect(shape.ops.every((op) => Number.isSafeInteger(of(op)) && Number.isSafeInteger(op.elements ?? 0)), name).toBe(true);
      const exact = shape.ops.reduce((sum, op) => sum + BigInt(of(op)), 0n);
      expect(BigInt(fprop) + BigInt(dgrad) + BigInt(wgrad), name).toBe(exact);
    }
  }
});

describe("what cannot be built is refused", () => {
  test.each([
    ["resnet50", 0, { code: "invalid-value", path: "--batch", found: "0" }],
    ["resnet50", 1.5, { code: "invalid-value", path: "--batch", found: "1.5" }],
    ["resnet50", 65537, { code: "invalid-value", path: "--batch" }],
    ["gemm:4,5,6", 2, { code: "invalid-combination", path: "--batch", found: "2" }],
    ["conv:1,3,8,8,4,3,3,1,1", 1, { code: "invalid-combination", path: "--batch" }],
    ["gemm:2147483648,2147483648,2147483648", undefined, { code: "invalid-value", found: "about 9.9e+27 in gemm.fprop" }],
    ["gpt:layers=3,hidden=25601,heads=1,vocabulary=70001", 65536, { code: "invalid-value", found: expect.stringContaining("block1.qkv.fprop") }],
    ["gpt:layers=1023,hidden=25601,heads=1,sequence=2047", 31, { code: "invalid-value", found: expect.stringMatching(/^\d+ in the step$/) }],
  ])("%s of batch %s", (name, batch, details) => {
    expect(() => build(name, batch)).toThrow(expect.objectContaining(details));
  });
});
