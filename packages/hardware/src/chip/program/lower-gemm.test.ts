import { Pins, type Mapping } from "@lnsim/dataflow";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { GemmOp } from "../../workload/operation.ts";
import { drainFlags, type GemmJob } from "../job/job.ts";
import { describeChip } from "../testing/describe-chip.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { walkTiles } from "../testing/walk-tiles.ts";
import { lowerProgram } from "./lower-program.ts";
import { bytesOf, transferNumbers, variantFlags, type Region, type TileOp } from "./tile-op.ts";

const description = describeChip({ accumulatorBits: 24 });
const dimensions = ["m", "n", "k"] as const;

/** A product as it is cut by a mapping that is given. */
function lower(op: GemmOp, mapping: Mapping): { readonly tileOp: TileOp; readonly jobs: readonly GemmJob[] } {
  const { ops, jobs } = lowerProgram(description, formulaArray(16), [op], new Pins([{ op: op.name, ...mapping }]));
  return { tileOp: ops[0]!, jobs: jobs as readonly GemmJob[] };
}

const orders = [
  ["m", "n", "k"],
  ["n", "m", "k"],
  ["m", "k", "n"],
  ["k", "m", "n"],
  ["n", "k", "m"],
  ["k", "n", "m"],
] as const;

const gemms: fc.Arbitrary<readonly [GemmOp, Mapping]> = fc
  .record({ m: fc.integer({ min: 1, max: 70 }), n: fc.integer({ min: 1, max: 70 }), k: fc.integer({ min: 1, max: 70 }), count: fc.integer({ min: 1, max: 2 }), pass: fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const), activation: fc.boolean() })
  .chain((shape) => {
    const op: GemmOp = { id: 0, name: "product", kind: "gemm", after: [], ...shape, ...named(shape.m, shape.n, shape.k) };
    const tile = fc.record({ m: fc.integer({ min: 1, max: shape.m }), n: fc.integer({ min: 1, max: shape.n }), k: fc.integer({ min: 1, max: shape.k }) });
    return fc.record({ tile, order: fc.constantFrom(...orders) }).map((mapping) => [op, mapping] as const);
  });

function named(m: number, n: number, k: number): Pick<GemmOp, "a" | "b" | "out"> {
  return {
    a: { name: "a", elements: m * k, storedAs: "weights" },
    b: { name: "b", elements: n * k, storedAs: "activations" },
    out: { name: "out", elements: m * n, storedAs: "activations" },
  };
}

/** The job of a tile. */
function jobOf({ tileOp, jobs }: ReturnType<typeof lower>, variant: number): GemmJob {
  return jobs[tileOp.jobs[variant]!]!;
}

test("tiles are jobs of their sizes: together all multiply-accumulates, every result finished once", () => {
  fc.assert(
    fc.property(gemms, ([op, mapping]) => {
      const lowered = lower(op, mapping);
      const finished = new Map<string, number>();
      let macs = 0;
      for (const { product, index, variant } of walkTiles(lowered.tileOp)) {
        const job = jobOf(lowered, variant);
        for (const [place, dimension] of dimensions.entries()) expect(job[dimension]).toBe(Math.min(mapping.tile[dimension], op[dimension] - index[place]! * mapping.tile[dimension]));
        expect([job.readsPartialSums, job.writesPartialSums]).toEqual([index[2] === 0 ? 0 : 1, (index[2] + 1) * mapping.tile.k >= op.k ? 0 : 1]);
        macs += job.m * job.n * job.k;
        if (job.writesPartialSums === 0) finished.set(`${product} ${index[0]} ${index[1]}`, (finished.get(`${product} ${index[0]} ${index[1]}`) ?? 0) + job.m * job.n);
      }
      expect(macs).toBe(op.m * op.n * op.k * op.count!);
      expect([...finished.values()].reduce((sum, results) => sum + results, 0)).toBe(op.m * op.n * op.count!);
    }),
    { seed: 71, numRuns: 120 },
  );
});

test("loaded bytes are those of the operands of every tile that is new; partial sums come back as often as they leave", () => {
  fc.assert(
    fc.property(gemms, ([op, mapping]) => {
      const lowered = lower(op, mapping);
      const { tileOp } = lowered;
      const unfinished = new Map<string, number>();
      for (const { product, index, variant, changed } of walkTiles(tileOp)) {
        const { m, n, k, maskBits } = jobOf(lowered, variant);
        const moved = (region: Region) => (region === "o" || changed.includes(region) ? bytesOf(tileOp.traffic[region], variant) : 0);
        expect(moved("a")).toBe(changed.includes("a") ? m * k : 0);
        expect(moved("b")).toBe(changed.includes("b") ? n * k : 0);
        const isFirst = (variant & variantFlags.firstK) !== 0;
        const isLast = (variant & variantFlags.lastK) !== 0;
        const place = `${product} ${index[0]} ${index[1]}`;
        const masks = isLast ? (m * n * maskBits) / 8 : 0;
        expect(moved("p")).toBe(masks + (tileOp.spills && !isFirst ? m * n * 3 : 0));
        // What is read was stored, and not been read since.
        if (tileOp.spills && !isFirst) expect(unfinished.get(place)).toBe(m * n * 3);
        unfinished.delete(place);
        expect(moved("o")).toBe(isLast ? m * n : tileOp.spills ? m * n * 3 : 0);
        if (tileOp.spills && !isLast) unfinished.set(place, m * n * 3);
      }
      expect(unfinished.size).toBe(0);
    }),
    { seed: 72, numRuns: 120 },
  );
});

test("partial sums are as many tiles apart as the sequencer is told", () => {
  fc.assert(
    fc.property(gemms, ([op, mapping]) => {
      const { tileOp } = lower(op, mapping);
      if (!tileOp.spills) expect(tileOp.tilesBetweenSpills).toBe(0);
      const last = new Map<string, number>();
      for (const [number, { product, index }] of walkTiles(tileOp).entries()) {
        const place = `${product} ${index[0]} ${index[1]}`;
        if (tileOp.spills && index[2] > 0) expect(number - last.get(place)!).toBe(tileOp.tilesBetweenSpills);
        last.set(place, number);
      }
    }),
    { seed: 73, numRuns: 120 },
  );
});

/** Bytes of a tensor that tiles of a region touch, each as often as it is. */
function touched(tileOp: TileOp, region: Region, bytes: number, tiles: ReturnType<typeof walkTiles>): Uint8Array {
  const { base, strides, productStride, transfers } = tileOp.traffic[region];
  const times = new Uint8Array(bytes);
  const seen = new Set<number>();
  for (const { product, index, variant } of tiles) {
    const [whole, segment, stride] = transfers.subarray(variant * transferNumbers, (variant + 1) * transferNumbers) as unknown as [number, number, number];
    const from = product * productStride + index.reduce((sum, turn, dimension) => sum + turn * strides[dimension]!, 0);
    if (whole === 0 || seen.has(from)) continue;
    seen.add(from);
    for (let byte = 0; byte < whole; byte++) times[from + Math.floor(byte / segment) * stride + (byte % segment)]! += 1;
  }
  expect(base % 2048).toBe(0);
  return times;
}

test.each([
  { m: 96, n: 64, k: 160, tile: { m: 32, n: 64, k: 40 } },
  { m: 96, n: 64, k: 160, tile: { m: 64, n: 32, k: 160 } },
  { m: 20, n: 128, k: 33, tile: { m: 20, n: 32, k: 8 } },
])("where tiles are whole blocks of a tensor, they cover every byte of it once: $m x $n x $k in $tile.m x $tile.n x $tile.k", ({ tile, ...shape }) => {
  const { m, n, k } = shape;
  const op: GemmOp = { id: 0, name: "product", kind: "gemm", pass: "fprop", after: [], ...shape, count: 2, ...named(m, n, k) };
  for (const order of orders) {
    const { tileOp } = lower(op, { tile, order });
    const tiles = walkTiles(tileOp);
    expect(touched(tileOp, "a", 2 * m * k, tiles).every((times) => times === 1)).toBe(true);
    expect(touched(tileOp, "b", 2 * n * k, tiles).every((times) => times === 1)).toBe(true);
    // Where partial sums are spilled, results lie as far apart as those do.
    if (tileOp.spills) continue;
    const finishing = tiles.filter(({ variant }) => (variant & variantFlags.lastK) !== 0);
    expect(touched(tileOp, "o", 2 * m * n, finishing).every((times) => times === 1)).toBe(true);
  }
});

test("only the last tile of k drains, activates and masks", () => {
  const op: GemmOp = { id: 0, name: "product", kind: "gemm", pass: "dgrad", m: 8, n: 8, k: 24, activation: true, maximum: true, statistics: true, output: "spill", after: [] };
  const lowered = lower(op, { tile: { m: 8, n: 8, k: 8 }, order: ["m", "n", "k"] });
  const jobs = walkTiles(lowered.tileOp).map(({ variant }) => jobOf(lowered, variant));
  expect(jobs.map(({ drain }) => drain)).toEqual([0, 0, drainFlags.activate + drainFlags.reduce + drainFlags.statistics]);
  expect(jobs.map(({ maskBits }) => maskBits)).toEqual([0, 0, 8]);
  expect(jobs.map(({ transposesA, transposesB }) => [transposesA, transposesB])).toEqual([[1, 0], [1, 0], [1, 0]]);
});
