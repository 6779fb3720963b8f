import { expect, test } from "vitest";
import { octaveRoots } from "./octave-roots.ts";

/** The exact integer (value * 2^52)^n, for a double in [1, 2). */
function power(value: number, n: number): bigint {
  return BigInt(value * 2 ** 52) ** BigInt(n);
}

test.each([2, 8, 16, 64, 256])("of n = %i, `above` is the smallest double that is not below 2^(i/n)", (n) => {
  const { above } = octaveRoots(n);
  for (let i = 1; i < n; i++) {
    const exact = 1n << BigInt(52 * n + i);
    expect(power(above[i], n) >= exact).toBe(true);
    expect(power(above[i] - 2 ** -52, n) < exact).toBe(true);
  }
});

test.each([2, 8, 16, 64])("of n = %i, `nearest` is at most half a step away", (n) => {
  const { nearest } = octaveRoots(n);
  for (let i = 1; i < n; i++) {
    const exact = 1n << BigInt(53 * n + i);
    const doubled = BigInt(nearest[i] * 2 ** 52) * 2n;
    expect((doubled + 1n) ** BigInt(n) > exact).toBe(true);
    expect((doubled - 1n) ** BigInt(n) < exact).toBe(true);
  }
});

test("8,192 points of an octave keep their order and meet the coarser ones", () => {
  const fine = octaveRoots(8192);
  const coarse = octaveRoots(8);
  for (let i = 1; i < 8192; i++) expect(fine.above[i]).toBeGreaterThan(fine.above[i - 1]);
  for (let i = 0; i < 8; i++) {
    expect(fine.above[i * 1024]).toBe(coarse.above[i]);
    expect(fine.nearest[i * 1024]).toBe(coarse.nearest[i]);
  }
});
