import { canonicalIdentifier, contractVersion, nearestEven, withDefaults } from "@lnsim/contracts";
import { expect, test } from "vitest";
import lnsPlugin from "./index.ts";

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(lnsPlugin)).toBe(true);
  expect(lnsPlugin).toMatchObject({ contract: contractVersion, kind: "format", name: "lns" });
});

test.each(Object.entries(lnsPlugin.presets ?? {}))("preset %s can be made, and its name states its bits", (alias, given) => {
  const values = withDefaults(lnsPlugin.parameters, given);
  const id = canonicalIdentifier("lns", lnsPlugin.parameters, values);
  const format = lnsPlugin.create(values, id);
  expect(format.id).toBe(id);
  expect(alias).toBe(`lns${format.bits}`);
  expect(format.log2?.gridPerOctave).toBe(values.gamma);
});

test("the grids from lns4 to lns16 cover the octaves of lns8, from above", () => {
  for (const given of Object.values(lnsPlugin.presets ?? {})) {
    const values = withDefaults(lnsPlugin.parameters, given);
    expect((2 ** (values.bits - 1)) / values.gamma).toBe(16);
  }
});

test("parameters have defaults within their limits and a sentence each", () => {
  for (const parameter of Object.values(lnsPlugin.parameters)) {
    expect(parameter.description).toMatch(/\.$/);
    if (parameter.type === "choice") expect(parameter.choices).toContain(parameter.default);
    else expect(parameter.default >= parameter.minimum && parameter.default <= parameter.maximum).toBe(true);
  }
});

test("the smallest and largest magnitudes are those of its codes", () => {
  const format = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");
  const values = new Float64Array(256);
  format.decode(Uint8Array.from({ length: 256 }, (_, code) => code), 1, values);
  const magnitudes = values.filter((value) => value !== 0).map(Math.abs);
  expect(Math.min(...magnitudes)).toBe(format.range.smallest);
  expect(Math.max(...magnitudes)).toBe(format.range.largest);
});

test("only as many elements as there are values are written", () => {
  const format = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");
  const out = new Uint8Array(4).fill(77);
  format.encode(Float64Array.of(1, 0), 1, nearestEven, out);
  expect([...out]).toEqual([127, 128, 77, 77]);
});
