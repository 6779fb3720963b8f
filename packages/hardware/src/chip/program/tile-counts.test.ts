import fc from "fast-check";
import { expect, test } from "vitest";
import { tileOpOf } from "../testing/tile-op.ts";
import { walkTiles } from "../testing/walk-tiles.ts";
import { loadsByVariant, memoryBytes, sumTransfers, tilesByJob, tilesByVariant } from "./tile-counts.ts";
import { bytesOf, transferNumbers, variants, type RegionTraffic, type TileOp } from "./tile-op.ts";

const trip = fc.integer({ min: 1, max: 4 });

/** Ops of any loops whose regions move different bytes for every variant, none for some. */
const ops: fc.Arbitrary<TileOp> = fc
  .record({
    trips: fc.tuple(trip, trip, trip),
    order: fc.constantFrom<[number, number, number][]>([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
    products: fc.integer({ min: 1, max: 3 }),
    loops: fc.record({ a: fc.integer({ min: 0, max: 7 }), b: fc.integer({ min: 0, max: 7 }), p: fc.integer({ min: 0, max: 7 }) }),
    bytes: fc.array(fc.nat(9), { minLength: 4 * variants, maxLength: 4 * variants }),
    stashed: fc.nat(9),
    jobs: fc.array(fc.nat(3), { minLength: variants, maxLength: variants }),
  })
  .map(({ trips, order, products, loops, bytes, stashed, jobs }) => {
    const traffic = (place: number, chosenBy: number): RegionTraffic => {
      const transfers = new Float64Array(variants * transferNumbers);
      for (let variant = 0; variant < variants; variant++) {
        const moved = Math.max(0, bytes[place * variants + variant]! - 2);
        transfers.set([moved, 0, 0, Math.min(moved, stashed), 0, 3], variant * transferNumbers);
      }
      return { tensor: "", loops: chosenBy, base: 0, strides: [0, 0, 0], productStride: 0, transfers };
    };
    const op = tileOpOf({ trips, order, products });
    return { ...op, jobs: Int32Array.from(jobs), traffic: { a: traffic(0, loops.a), b: traffic(1, loops.b), p: traffic(2, loops.p), o: traffic(3, 7) } };
  });

/** Counts by variant of the tiles that `counts` says. */
function walkedBy(op: TileOp, counts: (tile: ReturnType<typeof walkTiles>[number]) => boolean): Float64Array {
  const walked = new Float64Array(variants);
  for (const tile of walkTiles(op)) if (counts(tile)) walked[tile.variant]! += 1;
  return walked;
}

test("tiles and loads by variant are those of a walk over all tiles", () => {
  fc.assert(
    fc.property(ops, (op) => {
      expect(tilesByVariant(op)).toEqual(walkedBy(op, () => true));
      for (const region of ["a", "b", "p"] as const) {
        // A region that no loop chooses is loaded once a product.
        expect(loadsByVariant(op, op.traffic[region])).toEqual(walkedBy(op, ({ changed }) => changed.includes(region)));
      }
    }),
    { seed: 51, numRuns: 300 },
  );
});

test("bytes by region are those of the tiles that are loaded, and of all that are stored", () => {
  fc.assert(
    fc.property(ops, (op) => {
      const walked = { a: 0, b: 0, p: 0, o: 0 };
      const inMemory = { ...walked };
      const rows = { ...walked };
      for (const { variant, changed } of walkTiles(op)) {
        for (const region of ["a", "b", "p", "o"] as const) {
          if (region !== "o" && !changed.includes(region)) continue;
          const bytes = bytesOf(op.traffic[region], variant);
          walked[region] += bytes;
          inMemory[region] += bytes - op.traffic[region].transfers[variant * transferNumbers + 3]!;
          rows[region] += 3;
        }
      }
      expect(sumTransfers(op, "bytes")).toEqual(walked);
      expect(sumTransfers(op, "stashRows")).toEqual(rows);
      expect(memoryBytes(op)).toEqual(inMemory);
    }),
    { seed: 52, numRuns: 200 },
  );
});

test("jobs are counted over all ops", () => {
  fc.assert(
    fc.property(fc.array(ops, { minLength: 1, maxLength: 3 }), (list) => {
      const walked = new Float64Array(4);
      for (const op of list) for (const { variant } of walkTiles(op)) walked[op.jobs[variant]!]! += 1;
      expect(tilesByJob({ ops: list, jobs: Array.from({ length: 4 }), mappings: new Map() } as never)).toEqual(walked);
    }),
    { seed: 53, numRuns: 60 },
  );
});
