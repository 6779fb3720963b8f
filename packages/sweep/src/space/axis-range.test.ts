import fc from "fast-check";
import { expect, test } from "vitest";
import { isRange, parseRange, rangeValues } from "./axis-range.ts";

const valuesOf = (text: string, isWhole = false) => rangeValues(parseRange(text), isWhole);

test.each([
  ["8..64*2", [8, 16, 32, 64]],
  ["8..64 + 24", [8, 32, 56]],
  ["3..6", [3, 4, 5, 6]],
  ["2^3..2^6", [8, 16, 32, 64]],
  ["0..1/5", [0, 0.25, 0.5, 0.75, 1]],
  ["1..1000~4", [1, 10, 100, 1000]],
  ["0.1..0.5+0.1", [0.1, 0.2, 0.3, 0.4, 0.5]],
  ["-2..2+2", [-2, 0, 2]],
  ["8..64~3", [8, 22.6274, 64]],
  ["5..5", [5]],
  ["100..200*3", [100]],
  ["1e-3..1e-1*10", [0.001, 0.01, 0.1]],
])("%s", (text, values) => expect(valuesOf(text)).toEqual(values));

test("whole numbers are rounded, and each stands once", () => {
  expect(valuesOf("8..64~3", true)).toEqual([8, 23, 64]);
  expect(valuesOf("1..4~7", true)).toEqual([1, 2, 3, 4]);
});

test.each([
  ["8..", "syntax"],
  ["8..64*", "syntax"],
  ["8..64^2", "syntax"],
  ["64..8", "invalid-value"],
  ["8..64*1", "invalid-value"],
  ["0..64*2", "invalid-value"],
  ["8..64+0", "invalid-value"],
  ["8..64+-8", "invalid-value"],
  ["8..64/1", "invalid-value"],
  ["8..64/2.5", "invalid-value"],
  ["0..64~3", "invalid-value"],
  ["0..1e9", "invalid-value"],
  ["2^3..2^9999", "invalid-value"],
])("%s is refused", (text, code) => expect(() => valuesOf(text)).toThrow(expect.objectContaining({ code })));

test("what is meant as a range is one", () => {
  expect(["8..64", " 2^3..", "-1...2"].map(isRange)).toEqual([true, true, true]);
  expect(["os", "gemm:64,64,64", "../mine.yaml", "./a..b", "lns8"].map(isRange)).toEqual([false, false, false, false, false]);
});

test("values ascend from one end to the other, whatever the steps", () => {
  const end = fc.integer({ min: 1, max: 5000 });
  const steps = fc.oneof(
    fc.record({ kind: fc.constant("add" as const), by: fc.double({ min: 0.5, max: 100, noNaN: true }) }),
    fc.record({ kind: fc.constant("multiply" as const), by: fc.double({ min: 1.01, max: 10, noNaN: true }) }),
    fc.record({ kind: fc.constantFrom("linear" as const, "log" as const), count: fc.integer({ min: 2, max: 20 }) }),
  );
  fc.assert(
    fc.property(end, end, steps, fc.boolean(), (a, b, how, isWhole) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
      const values = rangeValues({ from, to, steps: how }, isWhole);
      expect(values[0]).toBe(from);
      if (how.kind === "linear" || how.kind === "log") expect(values.at(-1)).toBe(to);
      for (const [i, value] of values.entries()) if (i > 0) expect(value).toBeGreaterThan(values[i - 1]!);
      expect(values.at(-1)).toBeLessThanOrEqual(to * (1 + 1e-9));
    }),
    { seed: 1, numRuns: 200 },
  );
});
