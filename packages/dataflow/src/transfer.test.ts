import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutProblems, plainProblems } from "./problem.fixture.ts";
import { layoutOf, type Operand } from "./operand.ts";
import type { GemmProblem, Sizes } from "./problem.ts";
import { walkTiles } from "./tile-walk.fixture.ts";
import { tensorBytes, tileBytes, tileStrides, tileTransfer } from "./transfer.ts";

const operands: readonly Operand[] = ["a", "b", "mask", "partialSums", "out"];
const settings = { seed: 6, numRuns: 200 };

test("a plain operand moves all its bytes once when its tiles are bytes", () => {
  const sized = plainProblems(12).map((problem) => ({ ...problem, bitsOut: 16, maskBits: 8, a: { ...problem.a, bits: 8 }, b: { ...problem.b, bits: 24 } }));
  fc.assert(
    fc.property(sized, fc.integer({ min: 1, max: 12 }), (problem, step) => {
      const tile = { m: Math.min(step, problem.m), n: Math.min(step, problem.n), k: Math.min(step, problem.k) };
      const sums = { a: new Map<string, number>(), b: new Map<string, number>(), out: new Map<string, number>() };
      for (const { index, sizes } of walkTiles({ ...problem, count: 1 }, { tile, order: ["m", "n", "k"] })) {
        sums.a.set(`${index.m} ${index.k}`, tileBytes(problem, "a", tile, sizes));
        sums.b.set(`${index.n} ${index.k}`, tileBytes(problem, "b", tile, sizes));
        sums.out.set(`${index.m} ${index.n}`, tileBytes(problem, "out", tile, sizes));
      }
      for (const operand of ["a", "b", "out"] as const) {
        expect([...sums[operand].values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(tensorBytes(problem, operand));
      }
    }),
    settings,
  );
});

test("segments hold all bytes: all but the last are full, and they do not overlap", () => {
  fc.assert(
    fc.property(cutProblems, ({ problem, mapping: { tile } }) => {
      for (const operand of operands) {
        const { bytes, segmentBytes, strideBytes } = tileTransfer(problem, operand, tile);
        expect(bytes).toBe(tileBytes(problem, operand, tile));
        expect(segmentBytes).toBeLessThanOrEqual(strideBytes);
        const segments = segmentBytes === 0 ? 0 : Math.ceil(bytes / segmentBytes);
        expect(segments).toBeLessThanOrEqual(Math.ceil(tile[layoutOf(problem, operand).rows] / 32));
      }
    }),
    settings,
  );
});

const base: GemmProblem = { m: 96, n: 64, k: 128, count: 1, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 1 };

describe("blocks of 32 x 32 elements", () => {
  /** Byte of an element of A (8 bits, rows m) in blocks, row of blocks after row of blocks. */
  const addressInBlocks = (problem: GemmProblem, row: number, column: number): number => {
    const blockRow = Math.floor(row / 32);
    const rowsHere = Math.min(32, problem.m - 32 * blockRow);
    const blockColumn = Math.floor(column / 32);
    const columnsHere = Math.min(32, problem.k - 32 * blockColumn);
    return blockRow * 32 * problem.k + blockColumn * 32 * rowsHere + (row % 32) * columnsHere + (column % 32);
  };

  const elementAddresses = (problem: GemmProblem, tile: Sizes, index: Sizes): number[] => {
    const addresses: number[] = [];
    for (let row = index.m * tile.m; row < Math.min(problem.m, (index.m + 1) * tile.m); row++) {
      for (let column = index.k * tile.k; column < Math.min(problem.k, (index.k + 1) * tile.k); column++) addresses.push(addressInBlocks(problem, row, column));
    }
    return addresses.sort((a, b) => a - b);
  };

  const transferAddresses = (problem: GemmProblem, tile: Sizes, index: Sizes, sizes: Sizes): number[] => {
    const { bytes, segmentBytes, strideBytes } = tileTransfer(problem, "a", tile, sizes);
    const strides = tileStrides(problem, "a", tile);
    const start = index.m * strides.m + index.k * strides.k;
    return Array.from({ length: bytes }, (_, byte) => start + Math.floor(byte / segmentBytes) * strideBytes + (byte % segmentBytes));
  };

  test("segments are where the elements of the tile are, edges included", () => {
    const shapes = [
      { m: 96, k: 128 },
      { m: 20, k: 100 },
      { m: 128, k: 40 },
    ];
    for (const shape of shapes) {
      for (const tile of [{ m: 32, n: 1, k: 32 }, { m: 64, n: 1, k: 64 }, { m: 96, n: 1, k: 32 }, { m: 32, n: 1, k: 1000 }]) {
        const problem = { ...base, ...shape, n: 1 };
        const cut = { m: Math.min(tile.m, problem.m), n: 1, k: Math.min(tile.k, problem.k) };
        for (const { index, sizes } of walkTiles(problem, { tile: cut, order: ["m", "n", "k"] })) {
          expect(transferAddresses(problem, cut, index, sizes)).toEqual(elementAddresses(problem, cut, index));
        }
      }
    }
  });
});

test("all columns, or no more than 32 rows: one segment; else one per 32 rows", () => {
  const tile = { m: 64, n: 64, k: 32 };
  expect(tileTransfer(base, "a", { ...tile, k: 128 })).toEqual({ bytes: 8192, segmentBytes: 8192, strideBytes: 8192 });
  expect(tileTransfer(base, "a", { ...tile, m: 32 })).toEqual({ bytes: 1024, segmentBytes: 1024, strideBytes: 1024 });
  expect(tileTransfer(base, "a", tile)).toEqual({ bytes: 2048, segmentBytes: 1024, strideBytes: 4096 });
  expect(tileTransfer(base, "out", tile)).toEqual({ bytes: 8192, segmentBytes: 4096, strideBytes: 6144 });
  expect(tileTransfer({ ...base, maskBits: 0 }, "mask", tile)).toEqual({ bytes: 0, segmentBytes: 0, strideBytes: 0 });
});

test("what a convolution gathers is one segment, and its tiles are evenly apart", () => {
  const window = { position: "n", channels: 64, height: 56, width: 56, kernel: [3, 3], stride: [2, 2], outputHeight: 28, outputWidth: 28 } as const;
  const problem = { ...base, n: 4 * 784, k: 576, b: { bits: 8, rows: "n", window } } as const;
  const tile = { m: 96, n: 4 * 28, k: 192 };
  expect(tensorBytes(problem, "b")).toBe(4 * 56 * 56 * 64);
  expect(tileTransfer(problem, "b", { ...tile, k: 576 })).toMatchObject({ bytes: 9 * 56 * 64, segmentBytes: 9 * 56 * 64 });
  expect(tileStrides(problem, "b", tile)).toEqual({ m: 0, n: 8 * 56 * 64, k: 56 * 64 });
});
