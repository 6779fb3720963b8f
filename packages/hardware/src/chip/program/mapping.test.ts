import { checkMapping, mapGemm, pinnedChoice, Pins, type Mapping } from "@lnsim/dataflow";
import { expect, test } from "vitest";
import { computeArray } from "../../machine/machine-kind.ts";
import type { Gather, GemmOp } from "../../workload/operation.ts";
import { jobKey, type ComputeArray, type JobTiming } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { openChip } from "../step/open-chip.ts";
import { describeChip } from "../testing/describe-chip.ts";
import { kendallTau } from "../testing/kendall-tau.ts";
import { gemmProblem } from "./gemm-problem.ts";
import { hierarchyOf } from "./mapping.ts";

const small = {
  pe: { lanes: 8, vectorSize: 8 },
  collector: { depth: 8 },
  bufferA: { sizeBytes: 4096 },
  bufferB: { sizeBytes: 4096 },
  grid: { rows: 2, columns: 2 },
  globalBuffer: { sizeBytes: 16384, banks: 8, bankBytes: 16 },
  noc: { linkBytes: 16 },
};

/** Four PEs behind a channel of HBM2, the same behind one of LPDDR4, where memory is the limit, and 16 whole PEs. */
const chips = {
  hbm2: describeChip({ ...small, dram: { channels: 1 } }),
  lpddr4: describeChip({ ...small, dram: { kind: "lpddr4", channels: 1 } }),
  whole: describeChip({ grid: { rows: 4, columns: 4 }, globalBuffer: { sizeBytes: 2 ** 18 } }),
} as const;

const product = (given: Pick<GemmOp, "m" | "n" | "k"> & Partial<GemmOp>): GemmOp => ({ id: 0, name: "product", kind: "gemm", pass: "fprop", after: [], ...given });
const gather: Gather = { samples: 2, channels: 8, height: 8, width: 8, kernel: [3, 3], stride: [1, 1], padding: [1, 1], outputHeight: 8, outputWidth: 8 };
const products = {
  square: product({ m: 96, n: 96, k: 96 }),
  wide: product({ m: 256, n: 24, k: 64, pass: "wgrad" }),
  deep: product({ m: 40, n: 48, k: 512, pass: "dgrad", activation: true }),
  convolution: product({ m: 32, n: 128, k: 72, gather }),
  fc: product({ m: 384, n: 256, k: 256 }),
} as const;

/** Sizes along a loop: a few granules, even splits of the loop, and the whole. */
function sizesOf(whole: number, granule: number): readonly number[] {
  const granules = Math.ceil(whole / granule);
  const counts = [1, 2, 3, 5, 8, Math.ceil(granules / 2), Math.ceil(granules / 3)];
  return [...new Set([...counts.map((count) => count * granule).filter((size) => size < whole), whole])];
}

const orders = [
  ["m", "n", "k"],
  ["n", "m", "k"],
  ["m", "k", "n"],
  ["k", "m", "n"],
  ["n", "k", "m"],
  ["k", "n", "m"],
] as const;

/** The same array, with jobs that were simulated remembered from run to run. */
function remembering(array: ComputeArray): ComputeArray {
  const known = new Map<string, JobTiming>();
  return {
    ...array,
    run(job) {
      const key = jobKey(job);
      const timing = known.get(key) ?? array.run(job);
      known.set(key, timing);
      return timing;
    },
  };
}

/** Mappings that are simulated, spread evenly over all. */
const most = 60;

/** Cycles of legal mappings as estimated and as simulated, and what the mapper's choice among all dataflows takes by simulation. */
function ranked(description: ChipDescription, op: GemmOp) {
  const array = remembering(computeArray(description, "skip"));
  const problem = gemmProblem(description, op);
  const hierarchy = hierarchyOf(description, array, op, problem);
  const simulate = (mapping: Mapping): number => openChip({ description, array, ops: [op], exact: "skip", pins: new Pins([{ op: op.name, ...mapping }]) }).finish().cycles;
  const mappings: Mapping[] = [];
  for (const m of sizesOf(op.m, hierarchy.granule.m)) {
    for (const n of sizesOf(op.n, hierarchy.granule.n)) {
      for (const k of sizesOf(op.k, hierarchy.granule.k)) {
        for (const order of orders) {
          const mapping = { tile: { m, n, k }, order };
          if (checkMapping(problem, hierarchy, mapping).length === 0) mappings.push(mapping);
        }
      }
    }
  }
  const some = mappings.filter((_, index) => index % Math.ceil(mappings.length / most) === 0);
  const choices = (["local-a", "os", "ws", "is"] as const).map((dataflow) => mapGemm(problem, hierarchy, { dataflow, objective: "cycles", budget: 4096, seed: 1 }));
  const chosen = choices.reduce((best, choice) => (choice.cost.cycles < best.cost.cycles ? choice : best));
  return {
    estimated: some.map((mapping) => pinnedChoice(problem, hierarchy, mapping, "mapping").cost.cycles),
    simulated: some.map(simulate),
    chosen: simulate(chosen.mapping),
  };
}

test.each([
  ["hbm2", "square"],
  ["hbm2", "deep"],
  ["hbm2", "convolution"],
  ["lpddr4", "wide"],
  ["whole", "fc"],
] as const)("mappings rank by estimate as they do by simulation, and the choice is near the best: %s, %s", (chip, name) => {
  const { estimated, simulated, chosen } = ranked(chips[chip], products[name]);
  expect(simulated.length).toBeGreaterThan(30);
  expect(kendallTau(estimated, simulated)).toBeGreaterThan(0.8);
  expect(chosen).toBeLessThanOrEqual(1.05 * Math.min(...simulated));
});
