import { canonicalIdentifier, withDefaults, type Granularity, type NumberFormat } from "@lnsim/contracts";
import { mxPlugin, vsIntPlugin } from "@lnsim/format-block";
import { floatPlugin } from "@lnsim/format-float";
import { integerPlugin } from "@lnsim/format-integer";
import { createEngine } from "@lnsim/numerics";
import { sameDatapaths, StepExaminer, Trainer, type Arithmetic, type ScaleRule, type StepDiagnostics } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { lns, lns8Machine, madam } from "./machine-arithmetic.ts";
import { convolutional, drawBatch, drawParameters, transformer, type SmallNetwork } from "./networks.ts";

const engine = createEngine();

/** One format in every role, one scale rule, sums as accurate as its datapath can have them. */
function arithmeticOf(format: NumberFormat, rule: ScaleRule, accumulation: string): Arithmetic {
  const { parameters, create } = format.datapath!;
  const values = withDefaults(parameters, { accumulation, ...("vectorSize" in parameters ? { vectorSize: 16 } : {}) });
  return lns8Machine({
    weights: format,
    activations: format,
    gradients: format,
    weightGradients: format,
    datapaths: sameDatapaths(create(values)),
    scales: { weights: rule, activations: rule, gradients: rule, weightGradients: rule },
  });
}

interface Trained {
  readonly losses: readonly number[];
  readonly diagnostics: StepDiagnostics;
}

function train({ model, input, ...network }: SmallNetwork, arithmetic: Arithmetic, steps: number): Trained {
  const whole = { model, input, ...network };
  const trainer = new Trainer({ model, input, initial: drawParameters(whole, 4), arithmetic, optimizer: madam(0.02), engine, seed: 3 });
  const batch = drawBatch(whole, 24, 5);
  const losses = Array.from({ length: steps }, () => trainer.step(batch).lossSum);
  const examiner = new StepExaminer(steps + 1);
  trainer.examine(examiner);
  trainer.step(batch);
  return { losses, diagnostics: examiner.finish() };
}

const rule = (granularity: Granularity, grid: ScaleRule["grid"] = "float"): ScaleRule => ({ granularity, vectorSize: 16, grid });
const int8 = integerPlugin.create(withDefaults(integerPlugin.parameters, { bits: 8 }), "int8");

const networks = [["convolutions", convolutional], ["a transformer", transformer]] as const;

const makeFloat = (values: ReturnType<typeof withDefaults<typeof floatPlugin.parameters>>): NumberFormat =>
  floatPlugin.create(values, canonicalIdentifier("float", floatPlugin.parameters, values));
const float = (exponentBits: number, fractionBits: number, rest: object): NumberFormat =>
  makeFloat(withDefaults(floatPlugin.parameters, { exponentBits, fractionBits, overflow: "saturate", ...rest }));
const e4m3 = float(4, 3, { special: "finite-nan", scaled: true });
const e5m2 = float(5, 2, { scaled: true });
const mx = mxPlugin.create(withDefaults(mxPlugin.parameters, { vectorSize: 16 }), "mx");
const vsInt = vsIntPlugin.create(withDefaults(vsIntPlugin.parameters, { vectorSize: 16 }), "vs-int");

describe.each(networks)("in %s", (_, network) => {
  test.each<[string, NumberFormat, ScaleRule, string]>([
    ["LNS8, a scale a tensor", lns(8), rule("tensor"), "wide"],
    ["LNS8, a scale a channel", lns(8), rule("channel"), "wide"],
    ["LNS8, a scale a row on a grid", lns(8), rule("row", { perOctave: 4 }), "wide"],
    ["LNS8, a scale a vector", lns(8), rule("vector"), "wide"],
    ["INT8, a scale a channel", int8, rule("channel"), "wide"],
    ["INT8, a scale a vector", int8, rule("vector"), "binary32"],
    ["FP8, a scale a tensor", e4m3, rule("tensor"), "binary32"],
    ["FP8, a scale a row", e4m3, rule("row"), "binary32"],
    ["FP8, a scale a vector", e4m3, rule("vector"), "binary32"],
    ["MXFP8", mx, rule("vector"), "binary32"],
    ["integers with scales of two levels", vsInt, rule("vector"), "wide"],
  ])("products of %s are those of the decoded operands, and it learns", (_name, format, scale, accumulation) => {
    const { losses, diagnostics } = train(network, arithmeticOf(format, scale, accumulation), 25);
    expect(losses.at(-1)).toBeLessThan(0.85 * losses[0]);
    expect(diagnostics.gemms.length).toBeGreaterThan(8);
    for (const { site, sqnrDb } of diagnostics.gemms) expect(sqnrDb ?? Infinity, site).toBeGreaterThan(125);
    for (const { tensor, sqnrDb, clamped } of diagnostics.quantizers) {
      expect(sqnrDb ?? Infinity, tensor).toBeGreaterThan(20);
      if (format.topOf === undefined) expect(clamped, tensor).toBe(0);
    }
  });

  test("forward in E4M3 and backward in E5M2, it learns", () => {
    const { parameters, create } = e4m3.datapath!;
    const backward = create(withDefaults(parameters), e5m2);
    const changes = { gradients: e5m2, datapaths: { fprop: create(withDefaults(parameters)), dgrad: backward, wgrad: backward } };
    const { losses } = train(network, { ...arithmeticOf(e4m3, rule("tensor"), "binary32"), ...changes }, 25);
    expect(losses.at(-1)).toBeLessThan(0.85 * losses[0]);
  });
});

test("codes of other granularities differ, and so do losses", () => {
  const losses = (["tensor", "channel", "vector"] as const).map((granularity) => train(transformer, arithmeticOf(lns(8), rule(granularity), "wide"), 3).losses[2]);
  expect(new Set(losses).size).toBe(3);
});

test("weights in another format than activations are refused in attention, where activations meet activations", () => {
  const arithmetic = { ...arithmeticOf(int8, rule("tensor"), "wide"), weights: lns(8) };
  expect(() => train(transformer, arithmetic, 1)).toThrow(expect.objectContaining({ code: "invalid-combination", path: "attention" }));
});
