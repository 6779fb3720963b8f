import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { binary32 } from "./testing/binary32.ts";
import { integerFormat } from "./testing/integer-format.ts";
import { fullPrecision, sameDatapaths, sameScales, type Arithmetic, type ScaleRule } from "./arithmetic.ts";
import { checkArithmetic } from "./check-arithmetic.ts";

const format = integerFormat(4);
const vectors = { ...format, granularities: ["tensor", "vector"] as const };
const datapath: FixedAccumulateDatapath = {
  kind: "fixed",
  description: "integers",
  vectorSize: 8,
  leftCodeCount: 9,
  rightCodeCount: 9,
  classes: 1,
  leftFactor: new Float64Array(9),
  leftClass: new Uint8Array(9),
  head: new Float64Array(9),
  tail: null,
  cutBits: 0,
  fractionBits: 1,
  accumulator: "wide",
  productUnit: 1 / 16,
  costRecord: null,
  windowBits: 8,
};
const base: Arithmetic = {
  ...fullPrecision(binary32),
  weights: format,
  activations: format,
  gradients: format,
  weightGradients: format,
  datapaths: sameDatapaths(datapath),
};

test("formats that go together pass", () => {
  checkArithmetic(base);
  checkArithmetic(fullPrecision(binary32));
  checkArithmetic({ ...base, gradients: integerFormat(7), datapaths: { fprop: datapath, dgrad: { ...datapath, rightCodeCount: 15 }, wgrad: { ...datapath, rightCodeCount: 15 } } });
});

describe("refused", () => {
  const vectorRule = (vectorSize: number): ScaleRule => ({ granularity: "vector", vectorSize, grid: "float" });
  const scales = (rule: ScaleRule, weights = vectors) => ({ weights, scales: { ...base.scales, weights: rule } });

  test.each<[string, Partial<Arithmetic>, string]>([
    ["codes that a pass does not multiply on the right", { gradients: integerFormat(7) }, "gradients"],
    ["codes that it does not multiply on the left", { weights: integerFormat(7) }, "weights"],
    ["scales in the state", { state: format }, "state"],
    ["scales in the spill", { spill: format }, "spill"],
    ["scales in the PPU", { ppu: format }, "ppu"],
    ["an update grid without a scale a tensor", { update: { ...format, granularities: ["vector"] } }, "update"],
    ["a granularity that the format does not have", { scales: sameScales({ granularity: "channel", vectorSize: 1, grid: "float" }) }, "scales.weights.granularity"],
    ["vectors of another size than the format's", scales(vectorRule(8), { ...vectors, vectorSize: 4 } as typeof vectors), "scales.weights.vectorSize"],
    ["vectors of another size than the datapath's", scales(vectorRule(4)), "scales.weights.vectorSize"],
    ["vectors of no size", scales(vectorRule(0)), "scales.weights.vectorSize"],
  ])("%s", (_, changes, path) => {
    expect(() => checkArithmetic({ ...base, ...changes })).toThrow(expect.objectContaining({ code: "invalid-combination", path }));
  });
});
