import { describe, expect, test } from "vitest";
import { binary32 } from "../testing/binary32.ts";
import { integerFormat } from "../testing/integer-format.ts";
import { StateRegistry } from "../checkpoint.ts";
import { QuantizedOperand } from "./quantized-operand.ts";
import { Quantizer, roundingOf, type QuantizerSpec } from "./quantizer.ts";

const format = integerFormat(100);
const spec: QuantizerSpec = { name: "x", format, grid: "float", policy: "oracle", rounding: { mode: "nearest-even" } };

function quantize(quantizer: Quantizer, values: readonly number[]): { codes: number[]; max: number } {
  const out = new QuantizedOperand({ format: quantizer.format, size: { rows: 1, columns: values.length }, wantsFloats: false });
  quantizer.quantize(Float64Array.from(values), out);
  return { codes: [...out.codes], max: out.max };
}

test("the scale is the tensor's own maximum", () => {
  expect(quantize(new Quantizer(spec), [0.5, -2, 1])).toEqual({ codes: [125, 0, 150], max: 2 });
});

test("a tensor of zeros has scale 0 and zero codes", () => {
  expect(quantize(new Quantizer(spec), [0, 0])).toEqual({ codes: [100, 100], max: 0 });
});

test("NaN does not become a scale", () => {
  expect(quantize(new Quantizer(spec), [NaN, 3]).max).toBe(3);
});

test("a format without scale is left alone", () => {
  expect(quantize(new Quantizer({ ...spec, format: binary32 }), [0.5, 100])).toEqual({ codes: [0x3f000000, 0x42c80000], max: 1 });
});

describe("delayed scales", () => {
  test("are twice the maximum of the step before; a first step has its own", () => {
    const quantizer = new Quantizer({ ...spec, policy: "delayed" });
    expect(quantize(quantizer, [1, 3]).max).toBe(3);
    expect(quantize(quantizer, [1, 5]).max).toBe(6);
    expect(quantize(quantizer, [1, 2]).max).toBe(10);
    expect(quantizer.clamps).toBe(0);
  });

  test("clamp what lies beyond and count it", () => {
    const quantizer = new Quantizer({ ...spec, policy: "delayed" });
    quantize(quantizer, [1, 1]);
    expect(quantize(quantizer, [2.5, -3, 2])).toEqual({ codes: [200, 0, 200], max: 2 });
    expect(quantizer.clamps).toBe(2);
  });

  test("start anew after a step of zeros", () => {
    const quantizer = new Quantizer({ ...spec, policy: "delayed" });
    quantize(quantizer, [0, 0]);
    expect(quantize(quantizer, [4, 1]).max).toBe(4);
  });
});

test("stochastic rounding has a stream for every site, the same for the same seed", () => {
  const draw = (seed: number, site: string): number => {
    const rounding = roundingOf("stochastic", { seed, site, state: new StateRegistry() });
    return rounding.mode === "stochastic" ? rounding.random.nextUint32() : NaN;
  };
  expect(draw(1, "a")).toBe(draw(1, "a"));
  expect(draw(1, "a")).not.toBe(draw(1, "b"));
  expect(draw(1, "a")).not.toBe(draw(2, "a"));
});
