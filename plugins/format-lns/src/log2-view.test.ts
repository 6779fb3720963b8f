import { createCodes, LnsimError, nearestEven, type Codes, type Rounding } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLayout, isZero, type LnsLayout } from "./layout.ts";
import { createLog2View } from "./log2-view.ts";
import type { ZeroMode } from "./parameters.ts";

function layoutOf(bits: number, gamma: number, zero: ZeroMode = "negative-min"): LnsLayout {
  return createLayout({ bits, gamma, exponent: "unsigned", zero });
}

function shifted(layout: LnsLayout, codes: readonly number[], octaves: readonly number[], rounding: Rounding = nearestEven): number[] {
  const out: Codes = createCodes(layout.storedBits, codes.length);
  out.set(codes);
  createLog2View(layout).shift(out, Float64Array.from(octaves), rounding);
  return [...out];
}

test("a whole number of steps is added to the exponent, whatever the sign", () => {
  const layout = layoutOf(8, 8);
  expect(shifted(layout, [100, 228], [1, 1])).toEqual([108, 236]);
  expect(shifted(layout, [100, 228], [-0.25, -0.25])).toEqual([98, 226]);
});

test("ties go to the even exponent, or up", () => {
  const layout = layoutOf(8, 8);
  const half = 1 / 16;
  expect(shifted(layout, [100, 101, 100, 101], [half, half, -half, -half])).toEqual([100, 102, 100, 100]);
  expect(shifted(layout, [100, 101, 100, 101], [half, half, -half, -half], { mode: "half-away" })).toEqual([101, 102, 100, 101]);
  expect(shifted(layout, [100, 101], [0.99 / 8, -0.01 / 8], { mode: "toward-zero" })).toEqual([100, 100]);
});

test("stochastic rounding adds one where the word is below the fraction, and draws for zeros too", () => {
  const layout = layoutOf(8, 8);
  const words = [0.2, 0.3, 0, 0.3].map((uniform) => uniform * 2 ** 32);
  const random = { nextUint32: () => words.shift() ?? NaN };
  expect(shifted(layout, [100, 100, 128, 228], [2.25 / 8, 2.25 / 8, 1, -1.75 / 8], { mode: "stochastic", random })).toEqual([102, 102, 128, 226]);
  expect(words).toEqual([]);
});

describe.each<ZeroMode>(["negative-min", "reserve-min", "none", "separate-flag"])("zero mode %s", (zero) => {
  const layout = layoutOf(6, 2, zero);
  const all = Array.from({ length: layout.codeCount }, (_, code) => code);

  test("zeros stay, signs stay, nothing becomes zero, the range clamps", () => {
    const changes = fc.oneof(fc.double({ min: -40, max: 40, noNaN: true }), fc.constantFrom(Infinity, -Infinity, 1e300));
    fc.assert(
      fc.property(changes, fc.constantFrom(...all), (octaves, code) => {
        const [after] = shifted(layout, [code], [octaves]);
        if (isZero(layout, code)) {
          expect(after).toBe(code);
          return;
        }
        expect(isZero(layout, after)).toBe(false);
        expect(after & layout.signBit).toBe(code & layout.signBit);
        const lowest = (code & layout.signBit) === 0 ? layout.lowestPositive : layout.lowestNegative;
        const wanted = Math.min(layout.top, Math.max(lowest, Math.round((code & layout.top) + 2 * octaves)));
        expect(Math.abs((after & layout.top) - wanted)).toBeLessThanOrEqual(octaves * 4 === Math.round(octaves * 4) ? 1 : 0);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test("signs are -1, 0 and +1", () => {
    const out = new Float64Array(all.length);
    createLog2View(layout).signs(Uint8Array.from(all), out);
    for (const code of all) expect(out[code]).toBe(isZero(layout, code) ? 0 : (code & layout.signBit) === 0 ? 1 : -1);
  });
});

test("a change that is not a number is the optimizer's fault", () => {
  expect(() => shifted(layoutOf(8, 8), [100], [NaN])).toThrow(LnsimError);
});

test("at 16 bits the learning rate 2^-7 is 16 steps", () => {
  expect(shifted(layoutOf(16, 2048), [20_000], [-(2 ** -7)])).toEqual([19_984]);
});
