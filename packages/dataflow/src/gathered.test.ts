import fc from "fast-check";
import { expect, test } from "vitest";
import { gatheredElements } from "./gathered.ts";
import { paddedWindows, type PaddedWindow } from "./problem.fixture.ts";

const settings = { seed: 5, numRuns: 400 };

/** Elements of the input, each once, under outputs and taps of these ranges, element by element. */
function touched({ window, padding }: PaddedWindow, positions: Range, taps: Range): number {
  const { channels, height, width, kernel, stride, outputHeight, outputWidth } = window;
  const dilation = window.dilation ?? [1, 1];
  const found = new Set<string>();
  for (let position = positions.start; position < positions.end; position++) {
    const sample = Math.floor(position / (outputHeight * outputWidth));
    const y = Math.floor(position / outputWidth) % outputHeight;
    const x = position % outputWidth;
    for (let tap = taps.start; tap < taps.end; tap++) {
      const channel = tap % channels;
      const [i, j] = [Math.floor(tap / channels / kernel[1]), Math.floor(tap / channels) % kernel[1]];
      const row = y * stride[0] - padding[0] + i * dilation[0];
      const column = x * stride[1] - padding[1] + j * dilation[1];
      if (row >= 0 && row < height && column >= 0 && column < width) found.add(`${sample} ${row} ${column} ${channel}`);
    }
  }
  return found.size;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangesOf(whole: number, tile: number): Range[] {
  const ranges: Range[] = [];
  for (let start = 0; start < whole; start += tile) ranges.push({ start, end: Math.min(whole, start + tile) });
  return ranges;
}

function estimate({ window, samples }: PaddedWindow, tile: readonly [number, number], sizes: readonly [number, number]): number {
  const whole = samples * window.outputHeight * window.outputWidth;
  const taps = window.channels * window.kernel[0] * window.kernel[1];
  return gatheredElements(window, { whole, tile: tile[0], size: sizes[0] }, { whole: taps, tile: tile[1], size: sizes[1] });
}

const cutWindows = paddedWindows().chain((padded) => {
  const { samples, window } = padded;
  const positions = fc.integer({ min: 1, max: samples * window.outputHeight * window.outputWidth });
  const taps = fc.integer({ min: 1, max: window.channels * window.kernel[0] * window.kernel[1] });
  return fc.tuple(fc.constant(padded), fc.tuple(positions, taps));
});

test("no tile needs more than is counted for its size, and no more is counted than it has elements", () => {
  fc.assert(
    fc.property(cutWindows, ([padded, tile]) => {
      const { samples, window } = padded;
      for (const positions of rangesOf(samples * window.outputHeight * window.outputWidth, tile[0])) {
        for (const taps of rangesOf(window.channels * window.kernel[0] * window.kernel[1], tile[1])) {
          const sizes = [positions.end - positions.start, taps.end - taps.start] as const;
          const counted = estimate(padded, tile, sizes);
          expect(counted).toBeGreaterThanOrEqual(touched(padded, positions, taps));
          expect(counted).toBeLessThanOrEqual(sizes[0] * sizes[1]);
        }
      }
    }),
    settings,
  );
});

/** Whole rows of outputs that divide a sample, or whole samples. */
const wholeRows = paddedWindows(true).chain((padded) => {
  const { samples, window } = padded;
  const rows = [1, 2, 3, 4, 5].filter((count) => window.outputHeight % count === 0);
  const whole = [1, 2, 3, 4].filter((count) => count <= samples).map((count) => count * window.outputHeight);
  return fc.tuple(fc.constant(padded), fc.constantFrom(...rows, ...whole));
});

test("tiles of whole rows of outputs are counted exactly, the last one too", () => {
  fc.assert(
    fc.property(wholeRows, ([padded, rows]) => {
      const { samples, window } = padded;
      const tile = rows * window.outputWidth;
      const taps = window.channels * window.kernel[0] * window.kernel[1];
      for (const positions of rangesOf(samples * window.outputHeight * window.outputWidth, tile)) {
        const counted = estimate(padded, [tile, taps], [positions.end - positions.start, taps]);
        expect(counted).toBe(touched(padded, positions, { start: 0, end: taps }));
      }
    }),
    settings,
  );
});

const resnet = { channels: 64, height: 56, width: 56, kernel: [3, 3], stride: [1, 1], outputHeight: 56, outputWidth: 56, position: "n" } as const;
const halo = (rows: number, taps = 576): number =>
  gatheredElements(resnet, { whole: 32 * 3136, tile: rows * 56, size: rows * 56 }, { whole: 576, tile: taps, size: taps });

test("the halo of 3 x 3 taps is two rows, a third of the taps has none", () => {
  expect(halo(8)).toBe(10 * 56 * 64);
  expect(halo(56)).toBe(56 * 56 * 64);
  expect(halo(8, 192)).toBe(8 * 56 * 64);
});

test("a tile of no whole rows reaches into one row of outputs more, and over the edge of a sample", () => {
  const part = (size: number): number => gatheredElements(resnet, { whole: 32 * 3136, tile: size, size }, { whole: 576, tile: 576, size: 576 });
  expect(part(8 * 56 + 1)).toBe((9 + 2 * 2) * 56 * 64);
  expect(part(28)).toBe(3 * 30 * 64);
});
