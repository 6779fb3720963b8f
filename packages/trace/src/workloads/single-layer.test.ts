import { describe, expect, test } from "vitest";
import { convolutionOf } from "../ops/convolution.ts";
import { tensorElements } from "../ops/step-sizes.ts";
import { decodeTrace } from "../trace-reader.ts";
import { encodeTrace } from "../trace-writer.ts";
import { buildTrace } from "./build-trace.ts";
import { findWorkload } from "./workload-list.ts";

function stepOf(name: string) {
  const { header } = buildTrace(findWorkload(name)!);
  const shape = header.stepShapes[0]!;
  return { header, shape, of: (op: string) => shape.ops.find((one) => one.name === op)! };
}

test("a product has four passes, with N outputs in m, M positions in n and K in k", () => {
  const { header, shape, of } = stepOf("gemm:100,20,3");
  expect(shape.ops.map(({ name }) => name)).toEqual(["gemm.fprop", "gemm.dgrad", "gemm.wgrad", "gemm.update"]);
  expect(of("gemm.fprop").gemms).toEqual([{ m: 20, n: 100, k: 3, count: 1 }]);
  expect(of("gemm.dgrad").gemms).toEqual([{ m: 3, n: 100, k: 20, count: 1 }]);
  expect(of("gemm.wgrad").gemms).toEqual([{ m: 3, n: 20, k: 100, count: 1 }]);
  expect(of("gemm.update")).toMatchObject({ elements: 60, after: [1, 2] });
  expect(header).toMatchObject({ kind: "shape", batchSize: 1, steps: 1 });
  expect(header.loss).toBeUndefined();
  const elements = (tensor: string): number => tensorElements(header, shape, tensor);
  expect(["input", "input.grad", "gemm.weight", "gemm.out", "gemm.out.grad"].map(elements)).toEqual([300, 300, 60, 2000, 2000]);
});

test("a convolution has the sizes that were asked for, in its phases too", () => {
  const { header, shape, of } = stepOf("conv:2,3,9,8,16,3,2,2,1");
  expect(header.batchSize).toBe(2);
  expect(of("conv.fprop").gemms).toEqual([{ m: 16, n: 2 * 5 * 5, k: 18, count: 1 }]);
  expect(of("conv.wgrad").gemms).toEqual([{ m: 18, n: 16, k: 2 * 5 * 5, count: 1 }]);
  expect(of("conv.dgrad").writes).toEqual(["input.grad"]);
  expect(convolutionOf(header, shape, of("conv.fprop"))).toMatchObject([
    { tensor: "input", samples: 2, channels: 3, height: 9, width: 8, kernel: [3, 2], stride: [2, 2], padding: [1, 1], outputHeight: 5, outputWidth: 5 },
  ]);
  expect(convolutionOf(header, shape, of("conv.dgrad"))!.map(({ kernel, outputHeight, outputWidth }) => [...kernel, outputHeight, outputWidth])).toEqual(
    [[1, 1, 5, 4], [1, 1, 5, 4], [2, 1, 4, 4], [2, 1, 4, 4]],
  );
});

test("sizes up to 2^31, and a padding of nothing", () => {
  expect(stepOf("gemm:2147483648,1,1").of("gemm.fprop").gemms![0]!.n).toBe(2 ** 31);
  expect(stepOf("conv:1,1,4,4,1,4,4,9,0").of("conv.fprop").gemms).toEqual([{ m: 1, n: 1, k: 16, count: 1 }]);
});

test.each(["gemm:64,64,64", "conv:2,3,9,8,16,3,2,2,1"])("%s is read back as it was built", (name) => {
  const content = buildTrace(findWorkload(name)!);
  expect(decodeTrace(encodeTrace(content))).toMatchObject(content);
});

describe("what is no layer is refused with what was found", () => {
  test.each([
    ["gemm:64,64", { found: "2 sizes", expected: "3: M, N, K" }],
    ["gemm:64,64,64,", { found: "4 sizes" }],
    ["gemm:", { found: "1 size" }],
    ["gemm:-3,1,1", { found: "M = -3", expected: "a whole number from 1 to 2147483648" }],
    ["gemm:3,0,1", { found: "N = 0" }],
    ["gemm:abc", { found: "1 size" }],
    ["gemm:3,abc,1", { found: "N = abc" }],
    ["gemm:3,,1", { found: "N = nothing" }],
    ["gemm:3,1.5,1", { found: "N = 1.5" }],
    ["gemm:3,1e3,1", { found: "N = 1e3" }],
    ["gemm:3, 4,5", { found: "N =  4" }],
    ["gemm:1,1,2147483649", { found: "K = 2147483649" }],
    ["gemm:1,1,99999999999999999999", { found: "K = 99999999999999999999" }],
    ["conv:1,3,8,8,4,3,3", { found: "7 sizes", expected: "9: N, C, H, W, K, R, S, stride, pad" }],
    ["conv:1,3,8,8,4,3,3,0,1", { found: "stride = 0" }],
    ["conv:1,3,8,8,4,3,3,1,-1", { found: "pad = -1", expected: "a whole number from 0 to 2147483648" }],
    ["conv:1,3,4,9,4,7,3,1,1", { found: "a kernel of 7 x 3", expected: "at most 6 x 11, the input of 4 x 9 with its padding of 1" }],
  ])("%s", (name, details) => {
    expect(() => findWorkload(name)).toThrow(expect.objectContaining({ code: "invalid-value", path: name, ...details }));
  });
});
