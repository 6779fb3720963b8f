import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hierarchy, Mapping } from "../mapping.ts";
import { allOrders, cutProblems, hierarchy } from "../problem.fixture.ts";
import type { GemmProblem } from "../problem.ts";
import { walkedCycles, walkTiles, type WalkedTile } from "../tile-walk.fixture.ts";
import { costOf } from "./cost.ts";

const settings = { seed: 4, numRuns: 600 };

function sum(walked: readonly WalkedTile[], of: (tile: WalkedTile) => number): number {
  return walked.reduce((total, tile) => total + of(tile), 0);
}

function expectWalk(problem: GemmProblem, mapping: Mapping, machine: Hierarchy = hierarchy): void {
  const walked = walkTiles(problem, mapping);
  const cost = costOf(problem, machine, mapping);
  expect(cost.bytes).toEqual({
    a: sum(walked, ({ loaded }) => loaded.a),
    b: sum(walked, ({ loaded }) => loaded.b),
    mask: sum(walked, ({ loaded }) => loaded.mask),
    partialSums: sum(walked, ({ loaded, stored }) => loaded.partialSums + stored.partialSums),
    out: sum(walked, ({ stored }) => stored.out),
  });
  expect(cost.tiles).toBe(walked.length);
  expect(cost.computeCycles).toBe(sum(walked, ({ sizes }) => hierarchy.tileCycles(sizes)));
  expect(cost.cycles).toBe(walkedCycles(walked, machine));
}

test("bytes, tiles and cycles are those of a walk over all tiles", () => {
  fc.assert(
    fc.property(cutProblems, ({ problem, mapping }) => expectWalk(problem, mapping)),
    settings,
  );
});

const inStash = fc.subarray(["a", "b", "mask", "out"] as const, { minLength: 1 });
const stashed = (operands: NonNullable<Hierarchy["stash"]>["operands"]): Hierarchy => ({ ...hierarchy, stash: { operands, bytesPerCycle: 7, turnaroundCycles: 4 } });

test("and with operands in the stash, which works beside memory", () => {
  fc.assert(
    fc.property(cutProblems, inStash, ({ problem, mapping }, operands) => {
      const machine = stashed(operands);
      expectWalk(problem, mapping, machine);
      const { bytes, cycles, memoryCycles, stashCycles } = costOf(problem, machine, mapping);
      const there = operands.reduce((total, operand) => total + bytes[operand], 0);
      const all = bytes.a + bytes.b + bytes.mask + bytes.partialSums + bytes.out;
      expect([memoryCycles, stashCycles]).toEqual([Math.ceil((all - there) / 3), Math.ceil(there / 7)]);
      expect(cycles).toBeGreaterThanOrEqual(Math.max(memoryCycles, stashCycles));
    }),
    settings,
  );
});

test("so they are in every order, with one, two, three and more tiles a loop", () => {
  const problem: GemmProblem = { m: 7, n: 8, k: 9, count: 2, a: { bits: 8, rows: "m" }, b: { bits: 4, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 1 };
  for (const order of allOrders) {
    for (const m of [2, 3, 4, 7]) {
      for (const n of [2, 3, 4, 8]) for (const k of [2, 3, 5, 9]) expectWalk(problem, { tile: { m, n, k }, order });
    }
  }
});

test("no mapping is faster than the array or memory alone", () => {
  fc.assert(
    fc.property(cutProblems, ({ problem, mapping }) => {
      const { cycles, computeCycles, memoryCycles, bytes } = costOf(problem, hierarchy, mapping);
      expect(cycles).toBeGreaterThanOrEqual(computeCycles);
      expect(cycles).toBeGreaterThanOrEqual(memoryCycles);
      const total = bytes.a + bytes.b + bytes.mask + bytes.partialSums + bytes.out;
      expect(memoryCycles).toBe(Math.ceil(total / hierarchy.memoryBytesPerCycle));
    }),
    settings,
  );
});

const square: GemmProblem = { m: 64, n: 64, k: 64, count: 1, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 8, partialSumBits: 32, maskBits: 0 };

test("one tile is loaded, computed and stored one after the other", () => {
  const { cycles, computeCycles } = costOf(square, hierarchy, { tile: { m: 64, n: 64, k: 64 }, order: ["m", "n", "k"] });
  expect(cycles).toBe(Math.ceil(8192 / 3) + computeCycles + Math.ceil(4096 / 3));
});

test("energy: every byte of memory passes the global buffer, and the array reads and writes each tile there", () => {
  const tile = { m: 32, n: 64, k: 16 };
  const { bytes, energyPj } = costOf(square, hierarchy, { tile, order: ["m", "k", "n"] });
  expect(bytes).toEqual({ a: 4096, b: 8192, mask: 0, partialSums: 0, out: 4096 });
  const array = 4096 + 2 * 4096 + 4096 + 3 * 2 * 4 * 4096;
  expect(energyPj).toBe(16384 * (20 + 1.5) + array * 1.5);
  // A byte of the stash is read there and written beside it, or the other way round.
  const beside = costOf(square, stashed(["b", "out"]), { tile, order: ["m", "k", "n"] });
  expect(beside.energyPj).toBe(4096 * (20 + 1.5) + (array + 2 * (8192 + 4096)) * 1.5);
});
