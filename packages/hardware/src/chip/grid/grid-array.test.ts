import fc from "fast-check";
import { expect, test } from "vitest";
import type { Job, JobTiming } from "../job/job.ts";
import { gridCases, type AnyGrid } from "../testing/arbitrary-grids.ts";
import { peGridArray } from "./grid-array.ts";

/** What does not depend on how exactness is reached. */
function timings(grid: AnyGrid, mode: "skip" | "burst" | "cycle", jobs: readonly Job[]): readonly Omit<JobTiming, "events">[] {
  const array = peGridArray({ ...grid, mode, selfCheck: true });
  return jobs.map((job) => {
    const { cycles, counts, activity } = array.run(job);
    return { cycles, counts, activity };
  });
}

test("bursts and skips change neither cycles nor counts nor activities", () => {
  fc.assert(
    fc.property(gridCases(), ([grid, jobs]) => {
      const stepped = timings(grid, "cycle", jobs);
      expect(timings(grid, "burst", jobs)).toEqual(stepped);
      expect(timings(grid, "skip", jobs)).toEqual(stepped);
    }),
    { seed: 61, numRuns: 150 },
  );
});

test("a job's timing depends on the job alone", () => {
  fc.assert(
    fc.property(gridCases(), ([grid, jobs]) => {
      const alone = jobs.map((job) => timings(grid, "burst", [job])[0]);
      expect(timings(grid, "burst", jobs)).toEqual(alone);
    }),
    { seed: 62, numRuns: 30 },
  );
});

test("links narrower than a bank's port carry all flits within the job, whatever it reads", () => {
  const narrow = gridCases().map(([grid, jobs]) => [{ ...grid, noc: { ...grid.noc, linkBytes: 1 }, globalBuffer: { ...grid.globalBuffer, bankBytes: 24 } }, jobs] as const);
  fc.assert(
    fc.property(narrow, ([grid, jobs]) => {
      const stepped = timings(grid, "cycle", jobs);
      expect(stepped.every(({ activity }) => activity.every((spent) => spent >= 0))).toBe(true);
      expect(timings(grid, "skip", jobs)).toEqual(stepped);
      const array = peGridArray({ ...grid, mode: "burst" });
      for (const job of jobs) expect(array.lowerBound(job)).toBeLessThanOrEqual(array.run(job).cycles);
    }),
    { seed: 64, numRuns: 60 },
  );
});

test("activities of every block add up to the cycles of the job", () => {
  fc.assert(
    fc.property(gridCases(), ([grid, jobs]) => {
      const array = peGridArray({ ...grid, mode: "burst" });
      for (const job of jobs) {
        const { cycles, activity } = array.run(job);
        const sums = new Map<string, number>();
        for (const [index, { block }] of array.activities.entries()) sums.set(block, (sums.get(block) ?? 0) + activity[index]!);
        expect(activity.every((spent) => spent >= 0)).toBe(true);
        for (const sum of sums.values()) expect(sum).toBe(cycles);
      }
    }),
    { seed: 63, numRuns: 60 },
  );
});
