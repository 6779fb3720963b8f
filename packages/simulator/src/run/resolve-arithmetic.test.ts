import { describe, expect, test } from "vitest";
import { describeMachine } from "../machine/describe-machine.ts";
import { resolveArithmetic } from "./resolve-arithmetic.ts";

const arithmeticOf = async (...set: string[]) => resolveArithmetic(await describeMachine({ machine: "lns-madam", set }));

describe("the arithmetic of a machine", () => {
  test("has one format for all operands unless told otherwise", async () => {
    const { weights, activations, gradients, weightGradients, update, spill, datapaths } = await arithmeticOf();
    expect([weights, activations, gradients, weightGradients].map(({ id }) => id)).toEqual(["lns", "lns", "lns", "lns"]);
    expect([update.id, spill?.id]).toEqual(["lns:bits=16,gamma=2048", "float:fractionBits=7"]);
    expect(datapaths.fprop).toMatchObject({ kind: "fixed", vectorSize: 32, accumulator: { bits: 24, lsb: 16 } });
  });

  test("sums vectors as wide as the hardware's", async () => {
    expect((await arithmeticOf("pe.vectorSize=16")).datapaths.fprop.vectorSize).toBe(16);
  });

  test("with floats has their datapath", async () => {
    expect((await arithmeticOf("numerics.format=fp32", "numerics.update=fp32")).datapaths.fprop.kind).toBe("float");
  });

  test("takes the forward datapath backward, apart from what is set for backward", async () => {
    const same = await arithmeticOf("numerics.datapath.lut=1");
    expect(same.datapaths.wgrad).toEqual(same.datapaths.fprop);
    const exact = await arithmeticOf("numerics.datapath.lut=1", "numerics.backwardDatapath.lut=8");
    expect(exact.datapaths.fprop.description).toContain("1 of 8 constants");
    expect(exact.datapaths.dgrad.description).toContain("8 of 8 constants");
    expect(exact.datapaths.wgrad).toEqual(exact.datapaths.dgrad);
  });

  test("shares scales as asked, one a tensor by default", async () => {
    const { scales } = await arithmeticOf("numerics.scale.weights=channel", "numerics.scale.gridPerOctave=8");
    expect(scales.weights).toEqual({ granularity: "channel", vectorSize: 32, grid: { perOctave: 8 } });
    expect(scales.activations.granularity).toBe("tensor");
  });

  test("multiplies operands of two formats", async () => {
    const { datapaths, activations, weights } = await arithmeticOf("numerics.activations=lns7");
    expect(datapaths.fprop).toMatchObject({ leftCodeCount: weights.codeCount, rightCodeCount: activations.codeCount });
    expect(datapaths.wgrad).toMatchObject({ leftCodeCount: activations.codeCount, rightCodeCount: weights.codeCount });
  });

  test("ends a sum where a scale ends", async () => {
    const { datapaths } = await arithmeticOf("numerics.scale.activations=vector", "numerics.scale.vectorSize=16");
    expect([datapaths.fprop.vectorSize, datapaths.dgrad.vectorSize, datapaths.wgrad.vectorSize]).toEqual([16, 32, 16]);
  });

  test.each([
    ["numerics.activations=fp32", "invalid-combination", "numerics.activations"],
    ["numerics.gradients=fp32", "invalid-combination", "numerics.gradients"],
    ["numerics.format=lns:bits=16,gamma=2048,zero=separate-flag", "unsupported", "numerics.format"],
    ["numerics.update=lms16", "unknown-name", "numerics.update"],
    ["numerics.datapath.lut=3", "invalid-combination", "datapath"],
  ])("refuses %s", async (set, code, path) => {
    await expect(arithmeticOf(set)).rejects.toMatchObject({ code, path: expect.stringContaining(path) });
  });
});
