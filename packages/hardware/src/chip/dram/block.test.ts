import { withDefaults } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { cyclesOf, runBench, type Stimulus } from "../../testing/block-bench.ts";
import { dramChannel } from "./block.ts";
import { channelInitial } from "./initial.ts";
import { dramParameters, type DramValues } from "./parameters.ts";

/** One channel, a burst of 64 B in 2 cycles, the end reported 1 cycle after the data, no refresh, at 1 GHz. */
const simple = withDefaults(dramParameters("hbm2"), {
  channels: 1,
  banks: 4,
  rowBytes: 256,
  burstBytes: 64,
  bytesPerNs: 32,
  interleaveBytes: 64,
  tRcdNs: 10,
  tRpNs: 12,
  tClNs: 14,
  tRasNs: 30,
  tRcNs: 45,
  tRefiNs: 0,
  tRfcNs: 0,
  controllerNs: 1,
  lookAhead: 1,
  refreshSync: "op",
});

interface Run {
  readonly values?: Partial<DramValues>;
  readonly channel?: number;
  readonly loads?: readonly Stimulus[];
  readonly stores?: readonly Stimulus[];
  /** Cycle, and 1 for an op, 0 for a tile. */
  readonly syncs?: readonly (readonly [at: number, isOp: 0 | 1])[];
  readonly cycles?: number;
}

function run({ values, channel = 0, loads = [], stores = [], syncs = [], cycles = 4000 }: Run) {
  const initial = channelInitial({ ...simple, ...values }, 1, channel);
  return runBench({ kind: dramChannel, initial, inputs: { loadRequest: loads, storeRequest: stores, sync: syncs.map(([at, isOp]) => ({ at, words: [isOp] })) }, cycles });
}

/** A request for `bytes` in one piece, in pass 1. */
function piece(at: number, base: number, bytes: number): Stimulus {
  return { at, words: [base, bytes, bytes, bytes * 8 + 1] };
}

test("an access to a closed row: activate, column, data, and the end a cycle later", () => {
  const result = run({ loads: [piece(10, 0, 64)] });
  expect(cyclesOf(result, "loadDone")).toEqual([10 + 10 + 14 + 2 + 1]);
  expect(result.activities).toMatchObject({ row: 10, column: 14, read: 2, write: 0, refresh: 0 });
  expect(result.counters).toMatchObject({ "readBursts.loss": 1, "readBytes.loss": 64, "activates.loss": 1, "overfetchedBytes.loss": 0 });
});

test("a store takes as long, and its bytes are writes", () => {
  const result = run({ stores: [piece(10, 70, 64)] });
  expect(cyclesOf(result, "storeDone")).toEqual([10 + 24 + 4 + 1]);
  expect(result.activities).toMatchObject({ write: 4 });
  expect(result.counters).toMatchObject({ "writeBursts.loss": 2, "writtenBytes.loss": 64, "overfetchedBytes.loss": 64 });
});

test("the next row is decided on when the data before it starts, or earlier with more look-ahead", () => {
  const loads = [piece(10, 0, 512)];
  expect(cyclesOf(run({ loads }), "loadDone")).toEqual([34 + 24 + 8 + 1]);
  expect(cyclesOf(run({ loads, values: { lookAhead: 2 } }), "loadDone")).toEqual([34 + 8 + 8 + 1]);
});

test("a row hit needs no activate; a closed page waits for tRC of its bank", () => {
  const loads = [piece(10, 0, 64), piece(10, 64, 64)];
  const open = run({ loads, values: { page: "open" } });
  expect(cyclesOf(open, "loadDone")).toEqual([37, 34 + 14 + 2 + 1]);
  expect(open.counters["activates.loss"]).toBe(1);
  const closed = run({ loads });
  expect(cyclesOf(closed, "loadDone")).toEqual([37, 10 + 45 + 24 + 2 + 1]);
  expect(closed.counters["activates.loss"]).toBe(2);
});

test("another row of an open bank: tRAS and tRP, or tRC when that is later", () => {
  const loads = [piece(10, 0, 64), piece(10, 1024, 64)];
  expect(cyclesOf(run({ loads, values: { page: "open" } }), "loadDone")).toEqual([37, 10 + 45 + 24 + 2 + 1]);
  expect(cyclesOf(run({ loads, values: { page: "open", tRcNs: 0 } }), "loadDone")).toEqual([37, 10 + 30 + 12 + 24 + 2 + 1]);
});

test("a refresh waits for the accesses decided on, closes all rows, and holds up what comes", () => {
  const values = { tRefiNs: 200, tRfcNs: 20 };
  // Rows in banks 0 and 1 start at 194 and 218; bank 1, activated at 194, is closed for good at 194 + 45.
  const result = run({ values, loads: [piece(170, 0, 512), piece(230, 0, 64)], cycles: 300 });
  expect(cyclesOf(result, "loadDone")).toEqual([227, 239 + 20 + 24 + 2 + 1]);
  expect(result.counters["refreshes"]).toBe(1);
  expect(result.activities).toMatchObject({ refresh: 20 });
});

test("a refresh that is due in the cycle of a decision comes first", () => {
  const values = { tRefiNs: 200, tRfcNs: 20 };
  expect(cyclesOf(run({ values, loads: [piece(176, 0, 512)], cycles: 300 }), "loadDone")).toEqual([176 + 45 + 20 + 24 + 8 + 1]);
  expect(cyclesOf(run({ values, loads: [piece(175, 0, 512)], cycles: 300 }), "loadDone")).toEqual([175 + 24 + 24 + 8 + 1]);
});

test("so it does in the middle of a stream", () => {
  // Rows of 32 cycles start at 34, 66, … and are decided on when the one before starts; the sixth at 162.
  const loads = [piece(10, 0, 8192)];
  const values = { rowBytes: 1024, tRfcNs: 20 };
  expect(run({ values: { ...values, tRefiNs: 162 }, loads, cycles: 230 }).activities).toMatchObject({ read: 5 * 32, refresh: 20 });
  expect(run({ values: { ...values, tRefiNs: 163 }, loads, cycles: 230 }).activities).toMatchObject({ read: 6 * 32, refresh: 0 });
});

test("a synchronised channel refreshes when an op begins, and the interval starts anew", () => {
  const values = { tRefiNs: 200, tRfcNs: 20 };
  const loads = [piece(110, 0, 64), piece(310, 0, 64)];
  const ends = (refreshSync: "op" | "free") => cyclesOf(run({ values: { ...values, refreshSync }, loads, syncs: [[100, 1]] }), "loadDone");
  expect(ends("op")).toEqual([100 + 20 + 24 + 2 + 1, 100 + 200 + 20 + 24 + 2 + 1]);
  expect(ends("free")).toEqual([137, 337]);
});

test("at a tile a refresh is due once no more than a quarter of the interval is left", () => {
  const loads = [piece(160, 0, 64)];
  const end = (at: number) => cyclesOf(run({ values: { tRefiNs: 200, tRfcNs: 20, refreshSync: "tile" }, loads, syncs: [[at, 0]] }), "loadDone");
  expect(end(149)).toEqual([160 + 24 + 2 + 1]);
  expect(end(150)).toEqual([150 + 20 + 24 + 2 + 1]);
});

test("refreshes of a channel without requests are booked when it is called next", () => {
  const values = { tRefiNs: 200, tRfcNs: 20 };
  expect(run({ values, loads: [piece(1000, 0, 64)], cycles: 1100 })).toMatchObject({ counters: { refreshes: 5 }, activities: { refresh: 100 } });
  expect(run({ values, cycles: 1100 })).toMatchObject({ counters: { refreshes: 0 }, activities: { idle: 1100 } });
});

test("a long stream moves at the peak rate, and loses what its refreshes take", () => {
  const bytes = 2 ** 20;
  const free = run({ values: { rowBytes: 1024 }, loads: [piece(10, 0, bytes)], cycles: 40000 });
  expect(cyclesOf(free, "loadDone")).toEqual([10 + 24 + bytes / 32 + 1]);
  const hbm2 = withDefaults(dramParameters("hbm2"), { channels: 1 });
  const refreshed = run({ values: hbm2, loads: [piece(10, 0, bytes)], cycles: 50000 });
  const refreshes = refreshed.counters["refreshes"]!;
  const over = cyclesOf(refreshed, "loadDone")[0]!;
  expect(refreshes).toBe(Math.floor(over / 3900));
  // Each takes tRFC, the wait for the last row to close (tRP), and a new start (tRCD + tCL).
  expect(over).toBe(10 + 32 + bytes / 32 + 20 + refreshes * (350 + 16 + 32));
});

test("data holds the bus for fractions of a cycle, and the remainder is kept", () => {
  const values = { rowBytes: 512, bytesPerNs: 25.6 };
  expect(cyclesOf(run({ values, loads: [piece(10, 0, 192)] }), "loadDone")).toEqual([34 + Math.ceil(3 * 2.5) + 1]);
  // Two banks, both activated at once: 3 and 4 bursts without a gap between them.
  const loads = [piece(10, 0, 192), piece(10, 512, 256)];
  expect(cyclesOf(run({ values: { ...values, lookAhead: 2 }, loads }), "loadDone")).toEqual([34 + 8 + 1, 34 + Math.ceil(7 * 2.5) + 1]);
});

test("engines take turns by age; open rows go first as often as the age cap allows", () => {
  const loads = [piece(10, 0, 64), piece(10, 64, 64), piece(10, 128, 64)];
  const stores = [piece(10, 1024, 64)];
  const order = (values: Partial<DramValues>) => {
    const result = run({ values, loads, stores });
    const store = cyclesOf(result, "storeDone")[0]!;
    return cyclesOf(result, "loadDone").filter((cycle) => cycle < store).length;
  };
  expect(order({ page: "closed" })).toBe(1);
  expect(order({ page: "open", ageCap: 0 })).toBe(1);
  expect(order({ page: "open", ageCap: 1 })).toBe(2);
  expect(order({ page: "open", ageCap: 2 })).toBe(3);
});

test("a channel takes its own share, and ends a transfer without one at once", () => {
  const values = { channels: 2 };
  expect(cyclesOf(run({ values, channel: 1, loads: [piece(10, 0, 64)] }), "loadDone")).toEqual([10 + 1 + 1]);
  const strided = run({ values, channel: 1, loads: [{ at: 10, words: [0, 128, 1024, 320 * 8 + 1] }] });
  expect(strided.counters).toMatchObject({ "readBytes.loss": 128, "readBursts.loss": 2, "activates.loss": 2 });
  expect(cyclesOf(strided, "loadDone")).toEqual([34 + 24 + 2 + 1]);
});

test("an engine has four transfers in a channel; the fifth is taken when the first has ended", () => {
  const loads = Array.from({ length: 5 }, (_, index) => piece(10, 256 * index, 64));
  const ends = cyclesOf(run({ loads, values: { controllerNs: 1000 } }), "loadDone");
  expect(ends.slice(0, 4)).toEqual([36, 60, 84, 108].map((over) => over + 1000));
  expect(ends[4]).toBe(36 + 999 + 24 + 2 + 1000);
});
