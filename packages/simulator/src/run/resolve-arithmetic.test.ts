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

  test.each([
    ["numerics.activations=lns7", "invalid-combination", "numerics.activations"],
    ["numerics.gradients=fp32", "invalid-combination", "numerics.gradients"],
    ["numerics.format=bf16", "unsupported", "numerics.format"],
    ["numerics.update=lms16", "unknown-name", "numerics.update"],
    ["numerics.datapath.lut=3", "invalid-combination", "datapath"],
  ])("refuses %s", async (set, code, path) => {
    await expect(arithmeticOf(set)).rejects.toMatchObject({ code, path: expect.stringContaining(path) });
  });
});
