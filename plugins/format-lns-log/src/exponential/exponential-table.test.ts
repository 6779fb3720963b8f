import { describe, expect, test } from "vitest";
import { createLayout } from "../layout.ts";
import { exponentialTable } from "./exponential-table.ts";
import { publishedExponentials } from "./published.ts";

const shapes = [
  { bits: 16, fractionBits: 8, upTo: 3.5, steps: 17 },
  { bits: 15, fractionBits: 7, upTo: 3.5, steps: 10 },
  { bits: 14, fractionBits: 6, upTo: 3.6, steps: 10 },
  { bits: 13, fractionBits: 5, upTo: 3.95, steps: 5 },
  { bits: 12, fractionBits: 4, upTo: 4.9, steps: 1 },
  { bits: 10, fractionBits: 3, upTo: 3.9, steps: 1 },
  { bits: 18, fractionBits: 8, upTo: 3, steps: 17 },
];

describe.each(shapes)("bits=$bits, fractionBits=$fractionBits", ({ bits, fractionBits, upTo, steps }) => {
  const layout = createLayout({ bits, fractionBits });
  const table = exponentialTable(layout);
  const perOctave = 2 ** fractionBits;

  test("one entry a logarithm, within the range", () => {
    expect(table).toHaveLength(2 * layout.largest + 1);
    expect(table.every((k) => k >= -layout.largest && k <= 1)).toBe(true);
  });

  test(`within ${steps} grid steps of the exponential up to 2^${upTo}`, () => {
    for (let k = -layout.largest; k <= upTo * perOctave; k++) {
      const exact = Math.max(-layout.largest, -(2 ** (k / perOctave)) * Math.LOG2E * perOctave);
      expect(Math.abs(table[k + layout.largest] - exact)).toBeLessThan(steps);
    }
  });

  test("1 for arguments near zero, the smallest magnitude for large ones", () => {
    expect(table[0]).toBe(0);
    expect(table.at(-1)).toBe(-layout.largest);
  });
});

test("a published segment as it is evaluated: 16/8, k = 100 and k = -1000", () => {
  const layout = createLayout({ bits: 16, fractionBits: 8 });
  const table = exponentialTable(layout);
  for (const k of [100, -1000]) {
    const { breakpoints, shifts, intercepts } = publishedExponentials[8];
    const segment = breakpoints.findIndex((breakpoint) => breakpoint >= k);
    const scaled = Math.floor(k * 2 ** shifts[segment]);
    expect(table[k + layout.largest]).toBe(intercepts[segment] - scaled);
  }
});

test("published breakpoints ascend, 256 of each", () => {
  for (const { breakpoints, shifts, intercepts } of Object.values(publishedExponentials)) {
    expect([breakpoints.length, shifts.length, intercepts.length]).toEqual([256, 256, 256]);
    expect(breakpoints.every((end, index) => index === 0 || end >= breakpoints[index - 1])).toBe(true);
  }
});
