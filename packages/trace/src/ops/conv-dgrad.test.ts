import fc from "fast-check";
import { expect, test } from "vitest";
import { windowPositions } from "../graph/window-size.ts";
import type { Conv2dLayer } from "../model.ts";
import { convDgrad } from "./conv-dgrad.ts";

const axis = fc.record({
  size: fc.integer({ min: 1, max: 11 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
});

test("the phases' products hold every pair of an input and a tap that reaches its row and column, once", () => {
  const cases = fc.tuple(axis, axis).filter((axes) => axes.every((one) => windowPositions(one.size, one) > 0));
  fc.assert(
    fc.property(cases, ([down, along]) => {
      const pair = (key: "kernel" | "stride" | "padding" | "dilation") => [down[key], along[key]] as const;
      const layer: Conv2dLayer = {
        kind: "conv2d", name: "conv", from: ["input"], inputs: 6, outputs: 4, groups: 2, bias: false,
        kernel: pair("kernel"), stride: pair("stride"), padding: pair("padding"), dilation: pair("dilation"),
      };
      const gemms = convDgrad(layer, { features: 6, height: down.size, width: along.size }, 5);
      const issued = gemms.reduce((sum, { m, n, k, count }) => sum + m * n * k * count, 0);
      expect(issued).toBe(5 * 2 * 3 * 2 * taps(down) * taps(along));
      expect(gemms.length).toBeLessThanOrEqual(down.stride * along.stride);
    }),
    { seed: 5, numRuns: 200 },
  );
});

/** Counts, for every input of an axis, the taps whose output lies on the grid of outputs, be it beyond the edge. */
function taps({ size, kernel, stride, padding, dilation }: { [key: string]: number }): number {
  let count = 0;
  for (let x = 0; x < size!; x++) {
    for (let r = 0; r < kernel!; r++) if (Number.isInteger((x + padding! - r * dilation!) / stride!)) count++;
  }
  return count;
}

test("a 3 x 3 convolution of stride 2 has four phases of 1, 2, 2 and 4 taps", () => {
  const layer: Conv2dLayer = {
    kind: "conv2d", name: "conv", from: ["input"], inputs: 8, outputs: 16, groups: 1, bias: false,
    kernel: [3, 3], stride: [2, 2], padding: [1, 1], dilation: [1, 1],
  };
  expect(convDgrad(layer, { features: 8, height: 7, width: 8 }, 2)).toEqual([
    { m: 8, n: 2 * 4 * 4, k: 1 * 16, count: 1 },
    { m: 8, n: 2 * 4 * 4, k: 2 * 16, count: 1 },
    { m: 8, n: 2 * 3 * 4, k: 2 * 16, count: 1 },
    { m: 8, n: 2 * 3 * 4, k: 4 * 16, count: 1 },
  ]);
});
