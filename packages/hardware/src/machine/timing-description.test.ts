import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JobMemory } from "../chip/job/job-memory.ts";
import type { JobTiming } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { chips, systolicChips, withStash } from "../chip/testing/arbitrary-chips.ts";
import { describeChip } from "../chip/testing/describe-chip.ts";
import { steps } from "../chip/testing/arbitrary-steps.ts";
import type { MachineTiming } from "../timing/machine-timing.ts";
import type { Op } from "../workload/operation.ts";
import { simulateMachine } from "./simulate-machine.ts";
import { timingDescription } from "./timing-description.ts";

const onPe = { kind: "ideal" } as const;

/** Chips with either array, and the same arrays with a memory of their own. */
function machines(): fc.Arbitrary<ChipDescription> {
  const drawn = fc.oneof(withStash(chips()), systolicChips());
  return fc.tuple(drawn, fc.boolean()).map(([chip, isChip]) => (isChip ? chip : { ...chip, memory: { ...chip.memory, ...onPe } }));
}

/** Times a step; null for a machine that refuses it. */
function timed(description: ChipDescription, ops: readonly Op[], jobs?: JobMemory): MachineTiming | null {
  try {
    return simulateMachine(description, ops, { exact: "skip", ...(jobs && { jobs }) });
  } catch (error) {
    if (error instanceof LnsimError) return null;
    throw error;
  }
}

/** Remembers all jobs of all arrays. */
class Jobs implements JobMemory {
  readonly arrays = new Map<string, Map<string, JobTiming>>();

  timingsOn(array: string): Map<string, JobTiming> {
    const timings = this.arrays.get(array) ?? new Map<string, JobTiming>();
    this.arrays.set(array, timings);
    return timings;
  }

  get size(): number {
    return [...this.arrays.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

test("what is left out of a description changes no timing", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(machines(), steps(4), (description, ops) => {
      const own = timed(description, ops);
      if (own !== null) kinds.add(`${description.array.kind} ${description.memory.kind}`);
      expect(timed(timingDescription(description), ops)).toEqual(own);
    }),
    { seed: 1, numRuns: 40 },
  );
  expect(kinds.size).toBe(4);
});

test("machines that differ in what they have are told apart, others are not", () => {
  const [chip] = fc.sample(chips(), { numRuns: 1, seed: 1 }) as [ChipDescription];
  const textOf = (description: ChipDescription): string => JSON.stringify(timingDescription(description));
  const smaller = { ...chip, dram: { ...chip.dram, capacityBytes: 1 << 20 } };
  const faster = { ...chip, dram: { ...chip.dram, tClNs: chip.dram.tClNs + 1 } };
  expect([textOf(smaller) === textOf(chip), textOf(faster) === textOf(chip)]).toEqual([true, false]);
  const alone = (description: ChipDescription): ChipDescription => ({ ...description, memory: { ...description.memory, ...onPe } });
  expect(textOf(alone(faster))).toBe(textOf(alone(chip)));
  expect(textOf(alone({ ...chip, pe: { ...chip.pe, lanes: 64 } }))).not.toBe(textOf(alone(chip)));
});

test("a chip that finds its jobs in a memory takes what it takes alone, and simulates none that is there", () => {
  fc.assert(
    fc.property(fc.oneof(chips(), systolicChips()), steps(4), fc.integer({ min: 0, max: 40 }), (description, ops, latency) => {
      const memory = new Jobs();
      const other = { ...description, dram: { ...description.dram, tRcdNs: latency } };
      const [first, second] = [timed(description, ops, memory), timed(other, ops, memory)];
      expect(first).toEqual(timed(description, ops));
      expect(second).toEqual(timed(other, ops));
      expect(memory.arrays.size).toBeLessThanOrEqual(1);
      const jobs = memory.size;
      timed(description, ops, memory);
      expect(memory.size).toBe(jobs);
    }),
    { seed: 2, numRuns: 25 },
  );
});

test("a step of equal tiles and jobs is simulated once, and is told apart from any other", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.oneof(withStash(chips()), systolicChips()), steps(4), fc.constantFrom("links", "latency", "buffer", "order"), (description, ops, change) => {
      const { noc, dram, globalBuffer } = description;
      const others: { readonly [change: string]: ChipDescription } = {
        links: { ...description, noc: { ...noc, linkBytes: 2 * noc.linkBytes } },
        latency: { ...description, dram: { ...dram, tClNs: dram.tClNs + 2 } },
        buffer: { ...description, globalBuffer: { ...globalBuffer, sizeBytes: globalBuffer.sizeBytes + 64 } },
        order: { ...description, sequencer: { ...description.sequencer, overlap: "serial" } },
      };
      const timings = new Map<string, MachineTiming>();
      const jobs: JobMemory = { timingsOn: () => new Map(), steps: timings };
      const [first, second] = [timed(description, ops, jobs), timed(others[change]!, ops, jobs)];
      if (second !== null && timings.size === 1 && first !== null) found++;
      expect([first, second]).toEqual([timed(description, ops), timed(others[change]!, ops)]);
    }),
    { seed: 3, numRuns: 40 },
  );
  expect(found).toBeGreaterThan(5);
  expect(found).toBeLessThan(35);
});

test("jobs are looked up where repetitions may be skipped alone", () => {
  const chip = describeChip();
  const jobs = new Jobs();
  const ops: readonly Op[] = [{ id: 0, name: "fc", kind: "gemm", pass: "fprop", m: 4, n: 4, k: 4, after: [] }];
  simulateMachine(chip, ops, { exact: "burst", jobs });
  expect(jobs.size).toBe(0);
  simulateMachine(chip, ops, { exact: "skip", jobs });
  expect(jobs.size).toBe(1);
});
