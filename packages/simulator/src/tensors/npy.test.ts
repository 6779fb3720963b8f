import { expect, test } from "vitest";
import { encodeNpy } from "./npy.ts";

test("a matrix of binary32 has NumPy's header, aligned to 64 bytes, and its values", () => {
  const bytes = encodeNpy(Float32Array.of(1, -2, 3, 4, 5, 6), [2, 3]);
  const headerLength = new DataView(bytes.buffer).getUint16(8, true);
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  expect((10 + headerLength) % 64).toBe(0);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
  expect(header.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  expect(header.endsWith("\n")).toBe(true);
  expect([...new Float32Array(bytes.slice(10 + headerLength).buffer)]).toEqual([1, -2, 3, 4, 5, 6]);
});

test.each([
  [Uint8Array.of(1, 2), "|u1"],
  [Uint16Array.of(1, 2), "<u2"],
  [Float64Array.of(1, 2), "<f8"],
])("a vector of %o says what it holds", (values, description) => {
  const text = new TextDecoder("latin1").decode(encodeNpy(values, [2]));
  expect(text).toContain(`'descr': '${description}'`);
  expect(text).toContain("'shape': (2,)");
});

test("only a part of a larger buffer is written", () => {
  const whole = Uint8Array.of(9, 1, 2, 9);
  expect(Array.from(encodeNpy(whole.subarray(1, 3), [2]).slice(-2))).toEqual([1, 2]);
});

test("values that do not fill the shape are our bug", () => {
  expect(() => encodeNpy(Uint8Array.of(1), [2])).toThrow(/do not fill/);
});
