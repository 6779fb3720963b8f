import { expect, test } from "vitest";
import { powerOfTwo } from "./float64-bits.ts";

test("a power of two is exact for every normal exponent", () => {
  let power = 1;
  for (let exponent = 0; exponent <= 1023; exponent++, power *= 2) expect(powerOfTwo(exponent)).toBe(power);
  power = 1;
  for (let exponent = 0; exponent >= -1022; exponent--, power /= 2) expect(powerOfTwo(exponent)).toBe(power);
});
