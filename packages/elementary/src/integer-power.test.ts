import { expect, test } from "vitest";
import { integerPower } from "./integer-power.ts";

test("whole powers are products, right to the last bits", () => {
  expect(integerPower(2, 30)).toBe(2 ** 30);
  expect(integerPower(0.5, 0)).toBe(1);
  for (const exponent of [1, 7, 468, 5000]) expect(integerPower(0.999, exponent) / 0.999 ** exponent).toBeCloseTo(1, 12);
});
