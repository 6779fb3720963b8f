import { expect, test } from "vitest";
import { cyclesOf, runBench, type Stimulus } from "../../testing/block-bench.ts";
import { waits } from "../messages.ts";
import type { TileOp } from "../program/tile-op.ts";
import { isFirstK, isLastK, tileOpOf } from "../testing/tile-op.ts";
import { chipSequencer } from "./block.ts";

/** What comes back to a sequencer, by cycle. */
interface News {
  readonly loaded?: readonly number[];
  readonly done?: readonly number[];
  readonly stored?: readonly number[];
}

function run(ops: readonly TileOp[], news: News, given: { readonly isSerial?: 0 | 1; readonly outstanding?: number; readonly tellsTiles?: 0 | 1 } = {}) {
  const initial = { ops: ops.length, isSerial: 0, outstanding: 8, tellsTiles: 0, modulus: 2 ** 40, toldWait: -1, op0: Infinity, op1: Infinity, ...given };
  const at = (cycles: readonly number[] = []): readonly Stimulus[] => cycles.map((cycle) => ({ at: cycle }));
  const inputs = { loaded: at(news.loaded), done: at(news.done), stored: at(news.stored) };
  const result = runBench({ kind: chipSequencer, initial, attachment: { ops, jobs: [], mappings: new Map(), stash: null }, inputs, cycles: 200 });
  const told = result.responses["order"]!;
  return {
    ...result,
    /** Cycles in which the array sees its orders, and what it is told to wait for. */
    orders: told.filter(({ words }) => words[0]! >= 0).map(({ cycle }) => cycle),
    waits: told.filter(({ words }) => words[0]! < 0).map(({ cycle, words }) => `${waits[-1 - words[0]!]} ${cycle}`),
    loads: result.responses["load"]!.map(({ cycle, words }) => `${words[0]} ${cycle}`),
    end: result.activities["sequence"]!,
  };
}

/** Chunks of a pass, 64 bytes apart. */
const chunks = (count: number) => tileOpOf({ trips: [count, 1, 1], regions: { a: { loops: 7, bytes: 64, strides: [64, 0, 0] }, o: { loops: 7, bytes: 32, base: 4096, strides: [32, 0, 0] } } });

test("a tile is loaded when a half of its region is free: when the job on the tile two before is done", () => {
  const { loads, orders } = run([chunks(4)], { loaded: [10, 20], done: [30, 50] });
  expect(loads).toEqual(["0 1", "64 1", "128 31", "192 51"]);
  expect(orders).toEqual([11, 21]);
});

test("it is ordered when it is in the global buffer, two jobs ahead at most, and only with a half for its results", () => {
  const early = run([chunks(4)], { loaded: [10, 11, 31, 32], done: [30, 40, 50], stored: [60, 70] });
  // The third waits for the first results to be stored, the fourth for the second.
  expect(early.orders).toEqual([11, 12, 61, 71]);
  // With results stored at once, what holds the third back is that two are ordered.
  const keepsResults = tileOpOf({ trips: [1, 1, 4], regions: { a: { loops: 7, bytes: 64 }, o: { loops: 7, bytes: 32, moves: isLastK } } });
  expect(run([keepsResults], { loaded: [10, 11, 31, 42], done: [30, 41] }).orders).toEqual([11, 12, 32, 43]);
  expect(run([keepsResults], { loaded: [10, 11, 31, 32], done: [30, 41, 60] }).orders).toEqual([11, 12, 32, 42]);
});

test("results leave in the cycle after their job is done, from where they are to go", () => {
  const { responses } = run([chunks(3)], { loaded: [10, 20], done: [30, 33] });
  expect(responses["store"]!.map(({ cycle, words }) => [cycle, ...words])).toEqual([[31, 4096, 32, 32, 1024], [34, 4128, 32, 32, 1024]]);
});

test("what lies in the stash is asked for there, what lies in both with the part in memory first, and is one tile all the same", () => {
  const region = { loops: 7, bytes: 64, strides: [64, 0, 0] as const };
  const split = tileOpOf({ trips: [2, 1, 1], pass: 3, regions: { a: { ...region, stashBytes: 64 }, b: { ...region, stashBytes: 24 }, o: { ...region, stashBytes: 10 } } });
  const { responses, orders } = run([split], { loaded: [10, 11, 12, 13], done: [30, 40], stored: [50, 60] });
  const first = [[0, 64, 64, 64 * 32 + 8 + 3], [0, 64, 64, 40 * 32 + 16 + 3], [0, 24, 24, 24 * 32 + 8 + 3]];
  const second = [[0, 64, 64, 64 * 32 + 8 + 3], [64, 64, 64, 40 * 32 + 16 + 3], [0, 24, 24, 24 * 32 + 8 + 3]];
  expect(responses["load"]!.map(({ words }) => words)).toEqual([...first, ...second]);
  expect(responses["store"]!.map(({ cycle, words }) => [cycle, ...words])).toEqual([
    [31, 0, 64, 64, 54 * 32 + 16 + 3], [31, 0, 10, 10, 10 * 32 + 8 + 3],
    [41, 64, 64, 64, 54 * 32 + 16 + 3], [41, 0, 10, 10, 10 * 32 + 8 + 3],
  ]);
  expect(orders).toEqual([12, 14]);
});

test("a region waits until the op that it reads from is stored whole, and another one does not", () => {
  const producer = chunks(2);
  const product = tileOpOf({ regions: { a: { loops: 7, bytes: 64, base: 1000 }, b: { loops: 7, bytes: 64, base: 2000 }, o: { loops: 7, bytes: 32 } }, waitsFor: { b: [0] } });
  const news = { loaded: [10, 11, 35, 80], done: [20, 21, 90] };
  const { loads, waits: waited } = run([producer, product], { ...news, stored: [30, 70, 100] });
  expect(loads).toEqual(["0 1", "64 1", "1000 21", "2000 71"]);
  expect(waited).toEqual(["memory 1", "memory 22", "dependency 36", "memory 71", "idle 91"]);
  expect(run([producer, product], { ...news, stored: [30, 71, 100] }).loads.at(-1)).toBe("2000 72");
});

test("an op that reads nothing waits as a whole, and is told to begin once", () => {
  const nothing = tileOpOf({ trips: [2, 1, 1], regions: { o: { loops: 7, bytes: 32, base: 9000, strides: [32, 0, 0] } }, waitsFor: { start: [0] } });
  const { orders, responses } = run([chunks(1), nothing], { loaded: [10], done: [20], stored: [40] });
  expect(orders).toEqual([11, 41, 41]);
  expect(cyclesOf({ responses } as never, "begun")).toEqual([1, 41]);
});

test("ops that read nothing begin one a cycle, so many at most", () => {
  const nothing = tileOpOf({ regions: { o: { loops: 7, bytes: 32 } } });
  const result = run(Array.from({ length: 9 }, () => nothing), { done: [50, 51], stored: [60, 61] });
  expect(cyclesOf(result, "begun")).toEqual([1, 2, 3, 4, 5, 6, 61, 62]);
  expect(result.orders).toEqual([1, 2, 61, 62]);
});

test("serially, an op begins when the one before is stored", () => {
  const nothing = tileOpOf({ regions: { o: { loops: 7, bytes: 32 } } });
  const { loads, orders, waits: waited } = run([chunks(1), nothing, chunks(1)], { loaded: [10], done: [20, 50], stored: [40, 60] }, { isSerial: 1 });
  expect(loads).toEqual(["0 1", "0 61"]);
  expect(orders).toEqual([11, 41]);
  expect(waited).toEqual(["memory 1", "dependency 21", "dependency 51", "memory 61"]);
});

test("no more loads are under way than the engine may have", () => {
  const product = tileOpOf({ trips: [2, 1, 1], regions: { a: { loops: 7, bytes: 64 }, b: { loops: 7, bytes: 64 }, o: { loops: 7, bytes: 32 } } });
  expect(cyclesOf(run([product], { loaded: [10, 20, 25] }, { outstanding: 1 }), "load")).toEqual([1, 11, 21, 26]);
  expect(cyclesOf(run([product], { loaded: [10, 20, 25] }, { outstanding: 3 }), "load")).toEqual([1, 1, 1, 11]);
});

test("a tile that stays is loaded once, and its half is free after the last job on it", () => {
  // A moves along m only: a tile of it is for three of n.
  const product = tileOpOf({ trips: [3, 3, 1], regions: { a: { loops: 5, bytes: 64, strides: [100, 0, 0] }, o: { loops: 7, bytes: 32 } } });
  const run3 = (third: number) => run([product], { loaded: [10, 11], done: [30, 40, third], stored: [31, 41] }).loads;
  expect(run3(50)).toEqual(["0 1", "100 1", "200 51"]);
  expect(run3(60)).toEqual(["0 1", "100 1", "200 61"]);
});

/** Two tiles of k around as many of m as there are: partial sums go to memory, and come back for the second k. */
function spilling(tiles: number): TileOp {
  const regions = {
    a: { loops: 5, bytes: 64 },
    b: { loops: 6, bytes: 64, base: 1000, strides: [0, 0, 100] as const },
    p: { loops: 7, bytes: 16, base: 2000, strides: [16, 0, 0] as const, moves: (variant: number) => !isFirstK(variant) },
    o: { loops: 7, bytes: 16, base: 2000, strides: [16, 0, 0] as const },
  };
  return tileOpOf({ trips: [2, tiles, 1], order: [2, 0, 1], regions, tilesBetweenSpills: tiles });
}

test.each([
  { tiles: 2, loaded: [5, 6, 7, 25, 26], done: [20, 22] },
  { tiles: 3, loaded: [5, 6, 7, 25, 26, 27], done: [20, 22, 65] },
])("partial sums are read again only when they are in memory, $tiles tiles later", ({ tiles, loaded, done }) => {
  const partialSums = (...stored: number[]) => run([spilling(tiles)], { loaded, done, stored }).loads.filter((load) => load.startsWith("20"));
  expect(partialSums(60, 68)).toEqual(["2000 61", "2016 69"]);
  expect(partialSums(61, 69)).toEqual(["2000 62", "2016 70"]);
});

test("the step is over in the cycle after its last results are stored", () => {
  expect(run([chunks(2)], { loaded: [10, 11], done: [20, 30], stored: [40, 55] }).end).toBe(56);
});

test("memory is told of tiles where it asks for that, each before its transfers", () => {
  const { responses } = run([chunks(3)], { loaded: [10, 11], done: [20], stored: [25] }, { tellsTiles: 1 });
  expect(responses["begun"]!.map(({ cycle, words }) => [cycle, words[0]])).toEqual([[1, 1], [1, 0], [1, 0], [21, 0]]);
});
