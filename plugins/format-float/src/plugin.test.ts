import { canonicalIdentifier, contractVersion, withDefaults, type NumberFormat } from "@lnsim/contracts";
import { expect, test } from "vitest";
import floatPlugin from "./index.ts";

function preset(name: string): NumberFormat {
  const values = withDefaults(floatPlugin.parameters, floatPlugin.presets?.[name] ?? {});
  return floatPlugin.create(values, canonicalIdentifier("float", floatPlugin.parameters, values));
}

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(floatPlugin)).toBe(true);
  expect(floatPlugin).toMatchObject({ contract: contractVersion, kind: "format", name: "float" });
});

test.each([
  ["fp32", 32, "float", 2 ** -149, 3.4028234663852886e38],
  ["tf32", 19, "float:fractionBits=10", 2 ** -136, (2 - 2 ** -10) * 2 ** 127],
  ["bf16", 16, "float:fractionBits=7", 2 ** -133, (2 - 2 ** -7) * 2 ** 127],
  ["fp16", 16, "float:exponentBits=5,fractionBits=10", 2 ** -24, 65_504],
])("preset %s has its width, identifier and range", (name, bits, id, smallest, largest) => {
  expect(preset(name)).toMatchObject({ bits, id, scaled: false, zeroCode: 0, codeCount: 2 ** bits, range: { smallest, largest } });
});

test("only binary32 accumulates: one rounding per product and per sum, without a cost record", () => {
  const family = preset("fp32").datapath;
  expect(family?.create({ vectorSize: 16 })).toMatchObject({ kind: "float", operand: "binary32", accumulate: "binary32", order: "ascending", vectorSize: 16, costRecord: null });
  for (const name of ["tf32", "bf16", "fp16"]) expect(preset(name).datapath).toBeUndefined();
});
