import { createCodes, nearestEven, withDefaults, type NumberFormat, type ParameterValues } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLnsFormat } from "./format.ts";
import { lnsParameters } from "./parameters.ts";

function format(given: Partial<ParameterValues<typeof lnsParameters>>): NumberFormat {
  return createLnsFormat(withDefaults(lnsParameters, given), "test");
}

function narrowed(source: NumberFormat, target: NumberFormat, codes: readonly number[]) {
  const stored = createCodes(source.bits, codes.length);
  stored.set(codes);
  const out = createCodes(target.bits, codes.length);
  const fraction = target.narrow?.(source, stored, out);
  return { fraction, codes: [...out] };
}

const lns8 = format({});
const lns16 = format({ bits: 16, gamma: 2048 });

test("the largest code becomes the top one, the rest keeps its distance, rounded half to even", () => {
  const found = narrowed(lns16, lns8, [30_000, 30_000 - 256 * 10, 30_000 - 128, 30_000 - 129, 30_000 - 384, 0x8000 + 30_000 - 256]);
  expect(found.codes).toEqual([127, 117, 127, 126, 125, 254]);
  expect(found.fraction).toBeCloseTo(Math.pow(2, (30_000 - 32_767) / 2048), 15);
});

test("zero stays zero, and nothing else becomes it", () => {
  expect(narrowed(lns16, lns8, [32_767, 0x8000, 0, 0x8001, 5, 0x8005]).codes).toEqual([127, 128, 0, 129, 0, 129]);
  const reserve8 = format({ zero: "reserve-min" });
  const reserve16 = format({ bits: 16, gamma: 2048, zero: "reserve-min" });
  expect(narrowed(reserve16, reserve8, [32_767, 0, 0x8000, 1, 0x8001]).codes).toEqual([127, 0, 0, 1, 129]);
  expect(narrowed(lns16, format({ zero: "separate-flag" }), [32_767, 0x8000, 0x8001]).codes).toEqual([127, 256, 128]);
  expect(narrowed(lns16, format({ zero: "none" }), [32_767, 0x8000]).codes).toEqual([127, 0]);
});

test("a tensor of zeros has the fraction 1", () => {
  expect(narrowed(lns16, lns8, [0x8000, 0x8000])).toEqual({ fraction: 1, codes: [128, 128] });
});

test("formats of other octaves, of more bits, and of other families have no narrower view", () => {
  expect(narrowed(lns16, format({ bits: 8, gamma: 16 }), [1]).fraction).toBeUndefined();
  expect(narrowed(lns8, lns16, [1]).fraction).toBeUndefined();
  const other = { ...lns16, id: "other" };
  for (const key of Object.getOwnPropertySymbols(other)) delete (other as { [key: symbol]: unknown })[key];
  expect(narrowed(other, lns8, [1]).fraction).toBeUndefined();
});

test("a copied or frozen format can still be read", () => {
  expect(narrowed(Object.freeze({ ...lns16 }), lns8, [32_767]).fraction).toBe(1);
});

test("the view of a format in itself only moves the top", () => {
  expect(narrowed(lns8, lns8, [100, 90, 228]).codes).toEqual([127, 117, 255]);
});

test("agrees with decoding and encoding at the tensor's own maximum, away from ties", () => {
  const codes = fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(codes, (stored) => {
      const wide = Uint16Array.from(stored);
      const values = new Float64Array(wide.length);
      lns16.decode(wide, 1, values);
      const max = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const largest = wide.reduce((most, code) => Math.max(most, code & 0x7fff), 0);
      const encoded = new Uint8Array(wide.length);
      lns8.encode(values, max, nearestEven, encoded);
      const view = narrowed(lns16, lns8, stored);
      for (const [i, code] of stored.entries()) {
        if ((largest - (code & 0x7fff)) % 256 !== 128) expect(view.codes[i]).toBe(encoded[i]);
      }
    }),
    { seed: 8, numRuns: 200 },
  );
});
