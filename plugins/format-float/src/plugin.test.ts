import { canonicalIdentifier, contractVersion, createCodes, nearestEven, withDefaults, type NumberFormat } from "@lnsim/contracts";
import { expect, test } from "vitest";
import floatPlugin from "./index.ts";

function preset(text: string): NumberFormat {
  const [name, change] = text.split(":");
  const values = withDefaults(floatPlugin.parameters, { ...floatPlugin.presets?.[name], ...(change === undefined ? {} : { scaled: false }) });
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
  ["fp8-e4m3:scaled=false", 8, "float:exponentBits=4,fractionBits=3,special=finite-nan,overflow=saturate", 2 ** -9, 448],
  ["fp8-e5m2:scaled=false", 8, "float:exponentBits=5,fractionBits=2,overflow=saturate", 2 ** -16, 57_344],
  ["fp6-e3m2:scaled=false", 6, "float:exponentBits=3,fractionBits=2,special=finite,overflow=saturate", 2 ** -4, 28],
  ["fp6-e2m3:scaled=false", 6, "float:exponentBits=2,fractionBits=3,special=finite,overflow=saturate", 2 ** -3, 7.5],
  ["fp4-e2m1:scaled=false", 4, "float:exponentBits=2,fractionBits=1,special=finite,overflow=saturate", 2 ** -1, 6],
])("preset %s has its width, identifier and range", (name, bits, id, smallest, largest) => {
  expect(preset(name)).toMatchObject({ bits, id, scaled: false, zeroCode: 0, codeCount: 2 ** bits, range: { smallest, largest } });
});

test("the narrow presets have a scale: the largest number of the format stands for the largest of the tensor", () => {
  for (const name of ["fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp6-e2m3", "fp4-e2m1"]) {
    const format = preset(name);
    const out = createCodes(format.bits, 3);
    const back = new Float64Array(3);
    format.encode(Float32Array.of(0.3, -0.3, 0), Math.fround(0.3), nearestEven, out);
    format.decode(out, Math.fround(0.3), back);
    expect([...back]).toEqual([Math.fround(0.3), -Math.fround(0.3), 0]);
    expect(format).toMatchObject({ scaled: true, granularities: ["tensor", "channel", "row", "vector"] });
    expect(format.range).toEqual({ smallest: preset(`${name}:plain`).range.smallest / preset(`${name}:plain`).range.largest, largest: 1 });
  }
});

test("every parameter has a sentence, and its default is allowed", () => {
  for (const declarations of [floatPlugin.parameters, preset("fp32").datapath?.parameters, preset("fp4-e2m1").datapath?.parameters]) {
    for (const parameter of Object.values(declarations ?? {})) {
      expect(parameter.description).toMatch(/\.$/);
      if (parameter.type === "choice") expect(parameter.choices).toContain(parameter.default);
      if (parameter.type === "integer") expect(parameter.default >= parameter.minimum && parameter.default <= parameter.maximum).toBe(true);
    }
  }
});

test.each([
  [{ exponentBits: 8, special: "finite", overflow: "saturate" }, "exponentBits"],
  [{ exponentBits: 3, fractionBits: 2, special: "finite" }, "overflow"],
  [{ exponentBits: 1, fractionBits: 0 }, "fractionBits"],
  [{ exponentBits: 1, fractionBits: 3, subnormals: "flushed" }, "fractionBits"],
] as const)("%j does not go together", (given, path) => {
  const failure = expect.objectContaining({ name: "LnsimError", code: "invalid-combination", path }) as Error;
  expect(() => floatPlugin.create(withDefaults(floatPlugin.parameters, given), "float")).toThrow(failure);
});
