import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { firstOfTile, lastOfTile, packTag } from "../tag.ts";
import { collector } from "./block.ts";

const fprop = 0;
const latency = 6;

/** A tile of one slice with `rows` results from cycle 10 on, in a slot of `slot` cycles, told to leave in cycle `drainAt`. */
interface Case {
  readonly rows: number;
  readonly slot: number;
  readonly drainAt: number;
  readonly rowCycles?: number;
  /** First result of the next tile. */
  readonly nextAt?: number;
  readonly nextRows?: number;
  readonly exact?: "burst" | "cycle";
}

function run({ rows, slot, drainAt, rowCycles = 1, nextAt, nextRows = rows, exact = "burst" }: Case) {
  const only = packTag(fprop, firstOfTile + lastOfTile, 32, 32);
  const results = [{ at: 10, words: [0, only, 10 - latency + slot], count: rows, stride: 1 }];
  if (nextAt !== undefined) results.push({ at: nextAt, words: [0, only, 500], count: nextRows, stride: 1 });
  const inputs = { results, drain: [{ at: drainAt, words: [rows, 32, rows, fprop] }] };
  return runBench({ kind: collector, initial: { rowCycles, latency, drainedFrom: -Infinity }, inputs, exact, cycles: 200 });
}

test.each(["burst", "cycle"] as const)("%s: a tile may leave in the cycle after its last result, not before", (exact) => {
  expect(() => run({ rows: 16, slot: 16, drainAt: 25, exact })).toThrow(/told to drain/);
  expect(cyclesOf(run({ rows: 16, slot: 16, drainAt: 26, exact }), "rows")).toEqual(Array.from({ length: 16 }, (_, row) => 27 + row));
});

test.each(["burst", "cycle"] as const)("%s: a row may be overwritten in the cycle in which it leaves, not before", (exact) => {
  expect(() => run({ rows: 16, slot: 16, drainAt: 30, nextAt: 29, exact })).toThrow(/row 0 overwritten/);
  expect(run({ rows: 16, slot: 16, drainAt: 30, nextAt: 30, exact }).counters).toMatchObject({ "read.fprop": 16, "write.fprop": 32 });
});

test("a slow drain is not overtaken: the last row decides", () => {
  const slow = { rows: 4, slot: 4, drainAt: 20, rowCycles: 3 };
  expect(cyclesOf(run(slow), "rows")).toEqual([21, 24, 27, 30]);
  expect(() => run({ ...slow, nextAt: 27 })).toThrow(/overwritten/);
  expect(() => run({ ...slow, nextAt: 28 })).not.toThrow();
});

test("a tile that is held back blocks the collector from the end of its slot on", () => {
  const result = run({ rows: 4, slot: 10, drainAt: 33 });
  expect(result.activities).toMatchObject({ accumulate: 4, blocked: 13, drain: 4 });
});

test("draining and accumulating in one cycle is told apart from either", () => {
  const result = run({ rows: 8, slot: 8, drainAt: 18, nextAt: 21 });
  expect(result.activities).toMatchObject({ accumulate: 8 + 3, "accumulate and drain": 5, drain: 3 });
});

test("a burst equals single cycles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(9), fc.integer({ min: 1, max: 3 }), fc.nat(20), (rows, wait, rowCycles, late) => {
      const drainAt = 10 + rows + wait;
      const nextAt = drainAt + rows * rowCycles - 1 + late;
      const one = { rows, slot: rows, drainAt, rowCycles, nextAt };
      expect(run({ ...one, exact: "burst" })).toEqual(run({ ...one, exact: "cycle" }));
    }),
    { seed: 6, numRuns: 60 },
  );
});
