import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf } from "../cost/cost.ts";
import { ordersOf } from "../dataflow.ts";
import { checkMapping } from "../legality.ts";
import type { Hierarchy, Mapping, MappingCost } from "../mapping.ts";
import { dataflows, hierarchy, problems } from "../problem.fixture.ts";
import type { GemmProblem } from "../problem.ts";
import { Candidates } from "./candidates.ts";
import type { Objective } from "./contest.ts";
import { mapGemm, type MapperOptions } from "./mapper.ts";
import { pinnedChoice } from "./pinned.ts";
import { leastTraffic } from "./search.ts";
import { tileSizes } from "./tile-sizes.ts";

const options: MapperOptions = { dataflow: "os", objective: "cycles", budget: 4096, seed: 1 };
const choices = fc.record({ dataflow: fc.constantFrom(...dataflows), objective: fc.constantFrom<Objective>("cycles", "energy", "product") });
const roomy: Hierarchy = { ...hierarchy, globalBufferBytes: 2500 };

function scoreOf({ cycles, energyPj }: MappingCost, objective: Objective): number {
  if (objective === "cycles") return cycles;
  return objective === "energy" ? energyPj : cycles * energyPj;
}

/** Every legal mapping of the sizes and orders that are tried, checked and estimated one by one. */
function bestOfAll(problem: GemmProblem, { dataflow, objective }: Pick<MapperOptions, "dataflow" | "objective">): number {
  const sizes = tileSizes(problem, roomy);
  let best = Number.POSITIVE_INFINITY;
  for (const m of sizes.m) {
    for (const n of sizes.n) {
      for (const k of sizes.k) {
        for (const order of ordersOf(dataflow)) {
          const mapping: Mapping = { tile: { m, n, k }, order };
          if (checkMapping(problem, roomy, mapping).length === 0) best = Math.min(best, scoreOf(costOf(problem, roomy, mapping), objective));
        }
      }
    }
  }
  return best;
}

test("where all mappings are looked at, the choice is the best of them and legal", () => {
  fc.assert(
    fc.property(problems(40), choices, (problem, choice) => {
      const best = bestOfAll(problem, choice);
      fc.pre(best < Number.POSITIVE_INFINITY);
      const { mapping, cost, exhaustive } = mapGemm(problem, roomy, { ...options, ...choice });
      expect(exhaustive).toBe(true);
      expect(checkMapping(problem, roomy, mapping)).toEqual([]);
      expect(cost).toEqual(costOf(problem, roomy, mapping));
      expect(scoreOf(cost, choice.objective)).toBe(best);
    }),
    { seed: 8, numRuns: 150 },
  );
});

const large: GemmProblem = { m: 5000, n: 3000, k: 7000, count: 1, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 0 };
const chip: Hierarchy = { ...hierarchy, globalBufferBytes: 2 ** 21, memoryBytesPerCycle: 64, granule: { m: 32, n: 16, k: 32 } };

describe("a search", () => {
  test("keeps to its budget, gives equal results for equal seeds, and ends where it began or better", () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 9 }), (choice, budget, seed) => {
        const limits = { ...options, ...choice, budget, seed };
        const found = mapGemm(large, chip, limits);
        expect(found).toEqual(mapGemm(large, chip, limits));
        expect(found).toMatchObject({ exhaustive: false, considered: budget });
        expect(checkMapping(large, chip, found.mapping)).toEqual([]);
        const candidates = new Candidates(large, chip, choice.dataflow, tileSizes(large, chip));
        const start = costOf(large, chip, candidates.mappingAt(leastTraffic(candidates)));
        expect(scoreOf(found.cost, choice.objective)).toBeLessThanOrEqual(scoreOf(start, choice.objective));
      }),
      { seed: 9, numRuns: 40 },
    );
  });

  test("that may look at a quarter comes within 2 % of the best", () => {
    for (const objective of ["cycles", "energy", "product"] as const) {
      const best = mapGemm(large, chip, { ...options, objective });
      expect(best.exhaustive).toBe(true);
      const found = mapGemm(large, chip, { ...options, objective, budget: Math.floor(best.considered / 4) });
      expect(scoreOf(found.cost, objective) / scoreOf(best.cost, objective)).toBeLessThan(1.02);
    }
  });
});

test("among orders that come to the same, only one is looked at", () => {
  const { considered } = mapGemm({ ...large, m: 32, k: 32 }, chip, options);
  expect(considered).toBe(tileSizes({ ...large, m: 32, k: 32 }, chip).n.length);
});

const convolution: GemmProblem = {
  ...large,
  m: 64,
  n: 8 * 56 * 56,
  k: 576,
  b: { bits: 8, rows: "n", window: { position: "n", channels: 64, height: 56, width: 56, kernel: [3, 3], stride: [1, 1], outputHeight: 56, outputWidth: 56 } },
};

test("positions are cut into whole rows of outputs where these fit, into less where they do not", () => {
  expect(mapGemm(convolution, chip, options).mapping.tile.n % 56).toBe(0);
  const tight = mapGemm(convolution, { ...chip, globalBufferBytes: 7000 }, options);
  expect(tight.mapping.tile.n).toBeLessThan(56);
  expect(checkMapping(convolution, { ...chip, globalBufferBytes: 7000 }, tight.mapping)).toEqual([]);
});

test("a global buffer that holds no tile is refused with what the smallest needs", () => {
  const tiny = { ...chip, globalBufferBytes: 1000 };
  const smallest = 2 * (32 * 32 + 16 * 32 + 32 * 16 * 3);
  expect(() => mapGemm(large, tiny, options)).toThrow(LnsimError);
  expect(() => mapGemm(large, tiny, options)).toThrow(
    expect.objectContaining({
      code: "invalid-combination",
      found: "1000 bytes",
      expected: `at least ${smallest} bytes, for two halves of a tile of m 32, n 16, k 32`,
    }),
  );
});

test("a pinned mapping is estimated as it is, or refused with its place", () => {
  const mapping: Mapping = { tile: { m: 64, n: 32, k: 64 }, order: ["k", "m", "n"] };
  expect(pinnedChoice(large, chip, mapping, "mappings[0]")).toEqual({ mapping, cost: costOf(large, chip, mapping), considered: 1, exhaustive: false });
  expect(() => pinnedChoice(large, { ...chip, globalBufferBytes: 4096 }, mapping, "mappings[0]")).toThrow(expect.objectContaining({ path: "mappings[0].tile" }));
});
