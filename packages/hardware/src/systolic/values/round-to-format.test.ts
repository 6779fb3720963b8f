import { expect, test } from "vitest";
import { roundToFormat, type RoundingTarget } from "./round-to-format.ts";

const binary16: RoundingTarget = { precisionBits: 11, smallestExponent: -14, largest: 65504 };

test.each([
  ["kept", 1.5, 1.5],
  ["a tie goes to the even neighbour below", 2049, 2048],
  ["and above", 2051, 2052],
  ["a tie and a little more goes up", 2049 + 2 ** -30, 2050],
  ["a carry reaches the exponent", 4095.5, 4096],
  ["the largest number's upper tie overflows", 65520, Infinity],
  ["below it does not", 65519.99, 65504],
  ["subnormal tie to even", 3 * 2 ** -25, 2 ** -23],
  ["subnormal tie to zero", 2 ** -25, 0],
  ["infinity stays", Infinity, Infinity],
])("%s", (_, value, rounded) => {
  expect(roundToFormat(value, binary16)).toBe(rounded);
  expect(roundToFormat(-value, binary16) + 0).toBe(-rounded + 0);
});

test("it is what the platform's binary16 is", () => {
  for (let word = 1; word < 5000; word++) {
    const value = ((word * 2654435761) % 2 ** 32) * 2 ** ((word % 50) - 50) * (word % 2 === 0 ? 1 : -1);
    expect(roundToFormat(value, binary16)).toBe(Math.f16round(value));
  }
});
