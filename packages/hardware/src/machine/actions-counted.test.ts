import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChipDescription } from "../chip/machine/description.ts";
import { chips, systolicChips } from "../chip/testing/arbitrary-chips.ts";
import { steps } from "../chip/testing/arbitrary-steps.ts";
import type { ActionCount } from "../timing/machine-timing.ts";
import { openMachine, type OpenMachine } from "./open-machine.ts";

const alone = (chip: ChipDescription): ChipDescription => ({ ...chip, memory: { ...chip.memory, kind: "ideal" } });
const machines = fc.oneof(chips(), systolicChips(), chips().map((chip) => ({ ...alone(chip), dataflow: "local-a" as const })), systolicChips().map(alone));

/** Sums by action; a played array does not tell passes apart, and a device's refreshes belong to none. */
function sums(actions: readonly ActionCount[], tellsPasses: boolean): Readonly<Record<string, number>> {
  const totals: Record<string, number> = {};
  for (const { block, action, pass, count } of actions) {
    const key = tellsPasses && action !== "refresh" ? `${block} ${action} ${pass}` : `${block} ${action}`;
    totals[key] = (totals[key] ?? 0) + count;
  }
  return totals;
}

function countedBy({ kernel, actionsCounted }: OpenMachine): readonly ActionCount[] {
  return kernel.machine.blocks.flatMap(({ name }, block) =>
    Object.entries(kernel.counters(block)).flatMap(([counter, n]) => (n === 0 ? [] : actionsCounted(name, counter).map((action) => ({ ...action, count: n * action.count })))),
  );
}

test("what counters stand for adds up to the actions of the step", () => {
  const kinds = new Map<string, number>();
  const property = fc.property(machines, steps(3), (description, ops) => {
    let machine: OpenMachine;
    try {
      machine = openMachine(description, ops, { exact: "skip" });
    } catch (error) {
      if (error instanceof LnsimError) return;
      throw error;
    }
    void machine.kernel;
    const { actions } = machine.finish();
    const tellsPasses = machine.kind !== "systolic";
    expect(sums(countedBy(machine), tellsPasses)).toEqual(sums(actions, tellsPasses));
    kinds.set(machine.kind, (kinds.get(machine.kind) ?? 0) + 1);
  });
  fc.assert(property, { seed: 11, numRuns: 60 });
  for (const kind of ["pe", "systolic", "chip"]) expect(kinds.get(kind)).toBeGreaterThan(5);
});
