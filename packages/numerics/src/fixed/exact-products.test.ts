import { expect, test } from "vitest";
import { haveExactProducts } from "./exact-products.ts";

test("products of narrow numbers are exact, whatever zeros and signs are among them", () => {
  const eighths = Float32Array.from({ length: 31 }, (_, i) => (i - 15) * 2 ** -3);
  expect(haveExactProducts(eighths, Float32Array.of(0, -0, 2 ** 100, -3))).toBe(true);
});

test("24 bits and no bit below 2^-149 are the limit", () => {
  const [wide, wider] = [Float32Array.of(2 ** 11 + 1), Float32Array.of(2 ** 12 + 1)];
  expect(haveExactProducts(wide, wide)).toBe(true);
  expect(haveExactProducts(wide, wider)).toBe(false);
  const small = (exponent: number): Float32Array => Float32Array.of(1, 0, 2 ** exponent);
  expect(haveExactProducts(small(-100), small(-49))).toBe(true);
  expect(haveExactProducts(small(-100), small(-50))).toBe(false);
});
