import { withDefaults, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";
import { describePe, dramParameters, type ChipDescription, type GemmOp } from "@lnsim/hardware";
import { createEngine } from "@lnsim/numerics";
import type { ObservedProduct } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { run } from "../run/run.ts";
import { randomLine } from "./random-operand.ts";
import { TrainingValues } from "./training-values.ts";

const lns = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");
const family = lns.datapath!;
const datapath = family.create(withDefaults(family.parameters)) as FixedAccumulateDatapath;
const description: ChipDescription = {
  ...describePe({ grid: { rows: 2, columns: 2 }, globalBuffer: { sizeBytes: 16384 }, memory: { kind: "hierarchy" } }),
  dram: withDefaults(dramParameters("hbm2"), {}),
};
const op: GemmOp = { id: 0, name: "fc.fprop", kind: "gemm", pass: "fprop", m: 40, n: 30, k: 70, after: [] };
const twice: GemmOp = { ...op, id: 1, name: "heads.fprop[0]", n: 20, count: 2, after: [0] };

/** A product as a training would have it, its operands stored the other way round or not. */
function observed({ name, m, n, k }: GemmOp, isTransposed = false): ObservedProduct {
  const site = name.replace("[0]", "");
  const codes = (length: number, stream: string) => randomLine(lns, "fixed", length, 0, { seed: 3, stream }) as Uint8Array;
  const operands = { m, n, k, a: codes(m * k, "a"), b: codes(k * n, "b"), aTransposed: isTransposed, bTransposed: isTransposed };
  const sums = new Int32Array(m * n + 5);
  createEngine().fixedGemm(datapath).run(operands, sums);
  return { ...operands, site, datapath, hasVectorScales: false, sums };
}

const values = (ops: readonly GemmOp[] = [op, twice], machine = description) => new TrainingValues({ description: machine, steps: [{ ops: [{ ...op, n: 15 }], mappings: new Map() }, { ops, mappings: new Map() }], step: 4, seed: 9 });

test("every product of the step that it turns out to be is compared, whichever way it is stored", () => {
  const inMachine = values();
  for (const product of [observed(op, true), observed(twice), observed(twice, true)]) inMachine.observe(product);
  const outputs = 40 * 30 + 2 * 40 * 20;
  expect(inMachine.finish()).toEqual({ operands: "training", step: 4, seed: 9, products: 3, outputs, mismatches: 0, macs: outputs * 70, first: null });
});

test("a sum that the machine does not come to is found out, with its place", () => {
  const inMachine = values([op]);
  const product = observed(op);
  product.sums[2 * 30 + 7]! += 1;
  inMachine.observe(product);
  expect(inMachine.finish()).toMatchObject({ mismatches: 1, first: { op: "fc.fprop", row: 2, column: 7, expected: product.sums[67], found: product.sums[67]! - 1 } });
});

describe("what cannot be compared is not passed over", () => {
  test("a product that no step has, and one that did not come", () => {
    expect(() => values().observe(observed({ ...op, k: 71 }))).toThrow("no step that was timed has the product fc.fprop m 40, n 30, k 71");
    const inMachine = values();
    inMachine.observe(observed(op));
    expect(() => inMachine.finish()).toThrow("1 products passed through the machine, and the step that was timed has 3");
  });

  test("scales of vectors, and a step that was trained before", () => {
    expect(() => values().observe({ ...observed(op), hasVectorScales: true })).toThrow(expect.objectContaining({ code: "unsupported", path: "--values" }));
    expect(() => values().finish()).toThrow(expect.objectContaining({ code: "invalid-combination", path: "--values-step" }));
  });
});

test("the operands of a training step pass through a PE", async () => {
  const result = await run({ machine: "lns-madam", trace: "mnist-mlp", steps: 1, values: true });
  expect(result!.values).toMatchObject({ operands: "training", step: 1, products: 8, mismatches: 0 });
});

describe("what is wanted is refused where there is none", () => {
  const request = { machine: "lns-madam", trace: "mnist-mlp", steps: 2 };
  test.each([
    ["a training that is not repeated", { ...request, numerics: false, values: { operands: "training" } as const }, "--values"],
    ["a step beyond the last", { ...request, values: { operands: "training", step: 3 } as const }, "--values-step"],
    ["log arithmetic", { ...request, machine: "qaa-lns", values: { operands: "training" } as const }, "--values"],
  ])("%s", async (_, wanted, path) => {
    await expect(run(wanted)).rejects.toMatchObject({ code: "invalid-combination", path });
  });
});
