import { expect, test } from "vitest";
import { createLayout } from "./layout.ts";
import { createLog2View } from "./log2-view.ts";

const layout = createLayout({ bits: 13, fractionBits: 5 });
const view = createLog2View(layout);
const { largest, logMask, signBit, zeroCode } = layout;

test("moves logarithms, keeps signs and zeros, clamps", () => {
  const codes = Uint16Array.of(0, signBit | (-3 & logMask), zeroCode, largest, -largest & logMask);
  view.shift(codes, Float64Array.of(1, -1 / 32, 5, 1, -1), { mode: "nearest-even" });
  expect([...codes]).toEqual([32, signBit | (-4 & logMask), zeroCode, largest, -largest & logMask]);
});

test("ties go to the even logarithm, to the larger one or down, by rounding", () => {
  const shifted = (mode: "nearest-even" | "half-away" | "toward-zero", steps: number): number => {
    const codes = Uint16Array.of(0);
    view.shift(codes, Float64Array.of(steps / 32), { mode });
    return ((codes[0] & logMask) << 21) >> 21;
  };
  expect([shifted("nearest-even", 0.5), shifted("nearest-even", -1.5), shifted("half-away", -0.5), shifted("toward-zero", -0.25)]).toEqual([0, -2, 0, -1]);
});

test("signs", () => {
  const out = new Float64Array(3);
  view.signs(Uint16Array.of(5, signBit | 5, zeroCode), out);
  expect([...out]).toEqual([1, -1, 0]);
});

test("a change that is not a number is refused", () => {
  expect(() => view.shift(Uint16Array.of(1), Float64Array.of(NaN), { mode: "nearest-even" })).toThrow(/not a number/);
});
