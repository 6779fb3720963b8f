import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MachineTiming } from "../../timing/machine-timing.ts";
import type { Op } from "../../workload/operation.ts";
import type { ComputeArray } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { chips } from "../testing/arbitrary-chips.ts";
import { steps } from "../testing/arbitrary-steps.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { simulateChip } from "./simulate-chip.ts";

/** What a run found, in comparable form; nothing where no tile fits the global buffer. */
function outcome(description: ChipDescription, array: ComputeArray, ops: readonly Op[], exact: "skip" | "burst" | "cycle", selfCheck = false) {
  try {
    const { simulation, ...timing } = simulateChip({ description, array, ops, exact, selfCheck });
    return { timing: timing as Omit<MachineTiming, "simulation">, simulation };
  } catch (error) {
    if (!(error instanceof LnsimError)) throw error;
    return { timing: error.message, simulation: null };
  }
}

function same(a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) expect(a).toEqual(b);
}

let jumped = 0;
let total = 0;

test("skipping, bursts and single cycles agree on every chip", () => {
  fc.assert(
    fc.property(chips(), steps(8), (description, ops) => {
      const array = formulaArray(16);
      const skip = outcome(description, array, ops, "skip");
      const burst = outcome(description, array, ops, "burst");
      same(skip.timing, burst.timing);
      if (typeof burst.timing === "string") return;
      total += burst.timing.cycles;
      jumped += skip.simulation!.skipped.ops!;
      same(outcome(description, array, ops, "skip", true).timing, burst.timing);
      if (burst.timing.cycles < 20000) same(outcome(description, array, ops, "cycle").timing, burst.timing);
    }),
    { seed: Number(process.env.SEED ?? 41), numRuns: Number(process.env.RUNS ?? 200) },
  );
  console.log(total, jumped);
});
