import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { footprintOf } from "./footprint.ts";
import { checkMapping, requireLegal } from "./legality.ts";
import type { Mapping } from "./mapping.ts";
import { cutProblems, hierarchy } from "./problem.fixture.ts";
import type { GemmProblem } from "./problem.ts";
import { walkTiles } from "./tile-walk.fixture.ts";
import { tileBytes } from "./transfer.ts";

const problem: GemmProblem = { m: 128, n: 64, k: 64, count: 1, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 8 };
const fitting: Mapping = { tile: { m: 32, n: 16, k: 16 }, order: ["m", "n", "k"] };

test("a half of each region holds the largest tile that a walk meets", () => {
  fc.assert(
    fc.property(cutProblems, ({ problem, mapping }) => {
      const footprint = footprintOf(problem, mapping);
      const walked = walkTiles(problem, mapping);
      const largest = (operand: "a" | "b"): number => Math.max(...walked.map(({ sizes }) => tileBytes(problem, operand, mapping.tile, sizes)));
      expect(footprint.aBytes).toBe(largest("a"));
      expect(footprint.bBytes).toBe(largest("b"));
      for (const { loaded, stored } of walked) {
        expect(footprint.readBytes).toBeGreaterThanOrEqual(loaded.mask + loaded.partialSums);
        expect(footprint.outBytes).toBeGreaterThanOrEqual(stored.out + stored.partialSums);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("results made in several tiles of k are as wide as partial sums; only those that leave are read again", () => {
  const { tile } = fitting;
  const result = tile.m * tile.n;
  expect(footprintOf(problem, { tile: { ...tile, k: 64 }, order: ["m", "n", "k"] })).toMatchObject({ readBytes: result, outBytes: 2 * result });
  expect(footprintOf(problem, { tile, order: ["m", "n", "k"] })).toMatchObject({ readBytes: result, outBytes: 3 * result });
  expect(footprintOf(problem, { tile, order: ["m", "k", "n"] })).toMatchObject({ readBytes: 4 * result, outBytes: 3 * result });
});

test("a mapping fits up to the last byte", () => {
  const { totalBytes } = footprintOf(problem, fitting);
  expect(checkMapping(problem, { ...hierarchy, globalBufferBytes: totalBytes }, fitting)).toEqual([]);
  const [fault] = checkMapping(problem, { ...hierarchy, globalBufferBytes: totalBytes - 1 }, fitting);
  expect(fault).toMatchObject({ field: "tile", message: expect.stringContaining("by 1 bytes") as string });
});

test("what does not fit says by how much, what takes the room, and which size to change to what", () => {
  const mapping: Mapping = { ...fitting, tile: { m: 64, n: 16, k: 16 } };
  expect(checkMapping(problem, { ...hierarchy, globalBufferBytes: 8000 }, mapping)).toEqual([
    {
      field: "tile",
      message: "a tile of m 64, n 16, k 16 exceeds the global buffer by 2752 bytes",
      found: "10752 bytes: two halves of A 1024, B 256, what is read per result 1024, results 3072",
      expected: "at most 8000 bytes",
      remedy: "shrink m to 32, or n to 8",
    },
  ]);
});

test("sizes beyond the product and orders that are none are named", () => {
  const mapping = { tile: { m: 129, n: 0, k: 1.5 }, order: ["m", "n", "n"] } as unknown as Mapping;
  expect(checkMapping(problem, hierarchy, mapping).map(({ field }) => field)).toEqual(["tile.m", "tile.n", "tile.k", "order"]);
});

test("a mapping that is not legal is refused with its place", () => {
  expect(() => requireLegal(problem, hierarchy, fitting, "mappings[3]")).toThrow(LnsimError);
  expect(() => requireLegal(problem, { ...hierarchy, globalBufferBytes: 1e6 }, fitting, "mappings[3]")).not.toThrow();
  const wrong: Mapping = { ...fitting, tile: { m: 200, n: 1, k: 1 } };
  expect(() => requireLegal(problem, hierarchy, wrong, "mappings[3]")).toThrow(
    expect.objectContaining({ code: "invalid-combination", path: "mappings[3].tile.m", found: "200", expected: "a whole number from 1 to 128" }),
  );
});
