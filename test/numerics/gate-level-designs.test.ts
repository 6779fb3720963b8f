import { readFileSync } from "node:fs";
import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { createEngine, referenceFixedGemm } from "@lnsim/numerics";
import { describe, expect, test } from "vitest";
import { fixedDatapath, lns } from "./formats.ts";

const vectors = JSON.parse(readFileSync(new URL("./vectors/lns8-datapaths.json", import.meta.url), "utf8")) as {
  readonly cycles: number;
  readonly lanes: number;
  readonly period: number;
  readonly inputs: { readonly [distribution: string]: { readonly a: string; readonly b: string } };
  readonly accumulators: { readonly [design: string]: { readonly [distribution: string]: string } };
};
const { lanes, period, cycles } = vectors;
const distributions = Object.keys(vectors.inputs);

/** The window of the designs: 16 bits, nothing kept below the accumulator's LSB, floor and wrap. */
const window16 = { lsb: 16, guardBits: 0, rounding: "floor", overflow: "wrap" };
const designs: readonly (readonly [name: string, parameters: { readonly [name: string]: number | string }])[] = [
  ["lns8_bin8", { lut: 8 }],
  ["lns8_bin4", { lut: 4, mitchell: "lut-step" }],
  ["lns8_bin2", { lut: 2, mitchell: "lut-step" }],
  ["lns8_bin1", { lut: 1 }],
  ["lns8_lut8", { lut: 8, organisation: "per-lane-lut" }],
  ["lns8_lut1", { lut: 1, organisation: "per-lane-lut" }],
];

function codesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "base64"));
}

function goldenOf(design: string, distribution: string): Int32Array {
  const bytes = codesOf(vectors.accumulators[design][distribution]);
  return new Int32Array(bytes.buffer);
}

type Run = (operands: { m: 1; n: 1; k: number; a: Uint8Array; b: Uint8Array }, out: Int32Array) => void;

/** The accumulator after every vector: dot products over the first 1, 2, ... vectors since the accumulator was cleared. */
function accumulators(run: Run, distribution: string): Int32Array {
  const a = codesOf(vectors.inputs[distribution].a);
  const b = codesOf(vectors.inputs[distribution].b);
  const one = new Int32Array(1);
  return Int32Array.from({ length: cycles }, (_, cycle) => {
    const start = (cycle - (cycle % period)) * lanes;
    const end = (cycle + 1) * lanes;
    run({ m: 1, n: 1, k: end - start, a: a.subarray(start, end), b: b.subarray(start, end) }, one);
    return one[0];
  });
}

describe.each(designs)("%s", (design, parameters) => {
  const path: FixedAccumulateDatapath = fixedDatapath(lns(), { ...window16, ...parameters });

  test("is priced by its own record, whose window it has", () => {
    expect(path.costRecord).toBe(design);
    expect(path.windowBits).toBe(16);
  });

  test.each(distributions)("the reference equals the design on %s data", (distribution) => {
    const found = accumulators((operands, out) => referenceFixedGemm(path, operands, out), distribution);
    expect([...found]).toEqual([...goldenOf(design, distribution)]);
  });

  test.each(distributions)("the fast kernel equals the design on %s data", (distribution) => {
    const gemm = createEngine({ revectorize: false }).fixedGemm(path);
    const found = accumulators((operands, out) => gemm.run(operands, out), distribution);
    expect([...found]).toEqual([...goldenOf(design, distribution)]);
  });
});

test("the published low bits differ from those designs only where a table of 2 or 4 leaves low bits", () => {
  for (const [design, parameters] of designs) {
    const path = fixedDatapath(lns(), { ...window16, ...parameters, mitchell: "gamma" });
    const found = accumulators((operands, out) => referenceFixedGemm(path, operands, out), "fwd");
    const isEqual = [...found].every((value, i) => value === goldenOf(design, "fwd")[i]);
    expect(isEqual).toBe(design !== "lns8_bin4" && design !== "lns8_bin2");
  }
});
