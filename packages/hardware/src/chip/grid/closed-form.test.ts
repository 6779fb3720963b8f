import fc from "fast-check";
import { expect, test } from "vitest";
import { actionsOf } from "../../pe/accounting/action-counts.ts";
import { gemms, machines } from "../../pe/testing/arbitraries.ts";
import { closedForm } from "../../pe/closed-form/closed-form.ts";
import type { TermName } from "../../pe/closed-form/term.ts";
import { codeBits } from "../../vector/pass-bits.ts";
import type { PeDescription } from "../../description/description.ts";
import type { GemmOp } from "../../workload/operation.ts";
import type { GemmJob } from "../job/job.ts";
import { countedKeys } from "./array-actions.ts";
import type { PeGridDescription } from "./description.ts";
import { peGridArray } from "./grid-array.ts";

/** What a PE does from the arrival of its first slices to the end of its last drain. */
const ownTerms: readonly TermName[] = ["fill", "compute", "A port", "B port", "hazard", "drain", "drain tail"];

/** One PE behind a network and banks that are never the limit: packets of whole blocks, no two streams in a bank. */
function alone(description: PeDescription): PeGridDescription {
  return {
    ...description,
    grid: { rows: 1, columns: 1 },
    noc: { ...description.noc, linkBytes: 4096, hopCycles: 3 },
    globalBuffer: { ...description.globalBuffer, banks: 256, bankBytes: 4096, latencyCycles: 5 },
    mode: "burst",
  };
}

function jobOf({ formats, update }: PeDescription, { m, n, k }: GemmOp): GemmJob {
  const moved = { memoryBitsA: update.weightView === "rounded-on-load" ? formats.update.bits : formats.weights.bits, memoryBitsB: formats.activations.bits };
  const plain = { readsPartialSums: 0, writesPartialSums: 0, transposesA: 0, transposesB: 0, maskBits: 0, drain: 0 } as const;
  return { kind: "gemm", pass: 0, m, n, k, bitsA: codeBits(formats, "weights"), bitsB: codeBits(formats, "activations"), bitsOut: formats.spill.bits, ...plain, ...moved };
}

const cases = machines(true).chain((description) => fc.tuple(fc.constant(description), gemms(description, 4)));

test("a single PE takes the fill, slots and drains of its closed form, and the way of the first operands and the last results", () => {
  fc.assert(
    fc.property(cases, ([description, gemm]) => {
      const op: GemmOp = { ...gemm, pass: "fprop", output: "spill", activation: false };
      const grid = alone(description);
      const form = closedForm(description, op);
      const own = form.terms.reduce((sum, { name, cycles }) => sum + (ownTerms.includes(name) ? cycles : 0), 0);
      const operands = grid.globalBuffer.latencyCycles + grid.noc.hopCycles;
      const results = grid.ppu.latencyCycles + grid.noc.hopCycles + 1;
      expect(peGridArray(grid).run(jobOf(description, op)).cycles).toBe(operands + own + results);
    }),
    { seed: 71, numRuns: 300 },
  );
});

test("a single PE does as often as the detailed one what it does at all", () => {
  const compared = ["bufferARead", "bufferBRead", "laneLoad", "dot", "exponentAdd", "accumulate", "collectorRead", "collectorWrite", "scale"] as const;
  fc.assert(
    fc.property(cases, ([description, gemm]) => {
      const op: GemmOp = { ...gemm, pass: "fprop", output: "spill", activation: false };
      const actions = actionsOf(description, op);
      const array = peGridArray(alone(description));
      const { counts } = array.run(jobOf(description, op));
      for (const key of compared) expect(counts[countedKeys.indexOf(key)]).toBe(actions[key] ?? 0);
    }),
    { seed: 72, numRuns: 100 },
  );
});
