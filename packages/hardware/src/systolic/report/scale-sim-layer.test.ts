import { expect, test } from "vitest";
import { scaleSimLayer } from "./scale-sim-layer.ts";

const first = { samples: 1, channels: 3, height: 224, width: 224, kernel: [7, 7], stride: [2, 2], padding: [0, 0], filters: 64 } as const;

test("where a stride does not divide, SCALE-Sim counts one position more than there are: 110 along an axis with 109", () => {
  expect(scaleSimLayer(first)).toEqual({ m: 110 * 110, n: 64, k: 147 });
});

test("where the stride divides, its positions are those that there are", () => {
  expect(scaleSimLayer({ ...first, height: 9, width: 13, kernel: [3, 5], samples: 2 })).toEqual({ m: 2 * 4 * 5, n: 64, k: 45 });
  expect(scaleSimLayer({ ...first, height: 9, width: 13, kernel: [3, 5], padding: [1, 0] }).m).toBe(5 * 5);
});

test("a kernel beyond the input is refused by name", () => {
  expect(() => scaleSimLayer({ ...first, kernel: [7, 225] })).toThrow(/larger than its padded input/);
});
