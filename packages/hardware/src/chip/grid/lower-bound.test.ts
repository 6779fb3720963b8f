import fc from "fast-check";
import { expect, test } from "vitest";
import { machineWithDefaults } from "../../description/parameters.ts";
import type { GemmJob } from "../job/job.ts";
import { gridCases } from "../testing/arbitrary-grids.ts";
import { peGridArray } from "./grid-array.ts";

test("no job is faster than its lower bound", () => {
  fc.assert(
    fc.property(gridCases(), ([grid, jobs]) => {
      const array = peGridArray({ ...grid, mode: "burst" });
      for (const job of jobs) expect(array.lowerBound(job)).toBeLessThanOrEqual(array.run(job).cycles);
    }),
    { seed: 81, numRuns: 300 },
  );
});

test("it is close where one thing limits a job: multipliers, the buses of A and B, the results' way back", () => {
  const array = peGridArray({ ...machineWithDefaults({ grid: { rows: 4, columns: 4 } }), accumulatorBits: 24, mode: "burst" });
  const plain = { kind: "gemm", pass: 0, bitsA: 8, bitsB: 8, bitsOut: 16, readsPartialSums: 0, writesPartialSums: 0, transposesA: 0, transposesB: 0, maskBits: 0, drain: 0 } as const;
  const jobs: readonly GemmJob[] = [
    { ...plain, m: 512, n: 512, k: 1024 },
    { ...plain, m: 128, n: 64, k: 4096 },
    { ...plain, m: 512, n: 512, k: 64 },
    { ...plain, m: 256, n: 256, k: 512, transposesB: 1 },
    { ...plain, m: 256, n: 256, k: 512, readsPartialSums: 1, writesPartialSums: 1 },
  ];
  for (const job of jobs) expect(array.run(job).cycles / array.lowerBound(job)).toBeLessThan(1.2);
});
