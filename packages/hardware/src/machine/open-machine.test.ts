import { LnsimError } from "@lnsim/contracts";
import { Pins } from "@lnsim/dataflow";
import type { Kernel } from "@lnsim/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chips, systolicChips } from "../chip/testing/arbitrary-chips.ts";
import { steps } from "../chip/testing/arbitrary-steps.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import type { Op } from "../workload/operation.ts";
import { machineKind } from "./machine-kind.ts";
import { openMachine, type OpenMachine } from "./open-machine.ts";
import { simulateMachine } from "./simulate-machine.ts";

const withoutMemory = (chip: ChipDescription): ChipDescription => ({ ...chip, memory: { ...chip.memory, kind: "ideal" } });
const machines = fc.oneof(chips(), systolicChips(), chips().map((chip) => ({ ...withoutMemory(chip), dataflow: "local-a" as const })), systolicChips().map(withoutMemory));

/** A machine, or null where nothing fits its global buffer, or no tile its buffers. */
function opened(description: ChipDescription, ops: readonly Op[], exact: "skip" | "burst", pins?: Pins): OpenMachine | null {
  try {
    return openMachine(description, ops, { exact, ...(pins && { pins }) });
  } catch (error) {
    if (error instanceof LnsimError) return null;
    throw error;
  }
}

/** The cycles in which ops retire, by the counter of the leader. */
function watchRetirements({ kernel, leader }: OpenMachine): readonly number[] {
  const block = kernel.machine.blocks.findIndex(({ name }) => name === leader);
  const { counter } = kernel.machine.blocks[block]!.kind.shape as { readonly counter: Readonly<Record<string, number>> };
  const cycles: number[] = [];
  kernel.observe({ count: (of, number) => void (of === block && number === counter["retired"] && cycles.push(kernel.now + 1)) });
  return cycles;
}

test("a machine that is opened, run in pieces and finished says what it says at once; its ops retire when its leader counts them", () => {
  const met = new Map<string, number>();
  const property = fc.property(machines, steps(3), fc.constantFrom("skip" as const, "burst" as const), fc.integer({ min: 1, max: 4000 }), (description, ops, exact, until) => {
    const machine = opened(description, ops, exact);
    if (machine === null) return;
    const retired = exact === "burst" ? watchRetirements(machine) : null;
    machine.kernel.run({ until });
    const { simulation: _, ...timing } = machine.finish();
    const { simulation: _all, ...expected } = simulateMachine(description, ops, { exact });
    expect(timing).toEqual(expected);
    const { kernel, retiring } = machine;
    expect(kernel.counters(kernel.machine.blocks.findIndex(({ name }) => name === machine.leader))["retired"]).toBe(retiring.length);
    if (retired !== null && retiring.length === ops.length) expect(retired).toEqual(timing.ops.map(({ retiredAt }) => retiredAt));
    met.set(machine.kind, (met.get(machine.kind) ?? 0) + 1);
  });
  fc.assert(property, { seed: 33, numRuns: 40 });
  for (const kind of ["pe", "systolic", "chip"]) expect(met.get(kind)).toBeGreaterThan(5);
});

test("jobs are watched once each, whole; on their own, and around them, everything takes the same", () => {
  let watched = 0;
  const property = fc.property(fc.oneof(chips(), systolicChips()), steps(3), (description, ops) => {
    const machine = opened(description, ops, "skip");
    if (machine === null) return;
    const cycles = new Map<number, number>();
    machine.jobs!.watch((job, kernel) => {
      expect([kernel.now, cycles.has(job)]).toEqual([0, false]);
      return () => cycles.set(job, kernel.now);
    });
    const { cycles: all } = machine.finish();
    const inside = [...cycles].map(([job, taken]) => [machine.jobs!.open(job), taken] as const);
    for (const [kernel, taken] of inside.slice(0, 4)) expect(kernel.run()).toEqual({ reason: "stopped", cycle: taken });
    expect(new Set(inside.map(([kernel]) => blocksOf(kernel))).size).toBe(1);
    const again = opened(description, ops, "skip", new Pins(machine.mappings))!;
    for (const other of [machine, again]) expect(other.open((job) => cycles.get(job)!).run().cycle).toBe(all);
    watched += cycles.size;
  });
  fc.assert(property, { seed: 34, numRuns: 25 });
  expect(watched).toBeGreaterThan(50);
});

function blocksOf(kernel: Kernel): string {
  return JSON.stringify(kernel.machine.blocks.map(({ name, kind }) => [name, kind.shape.declaration.kind]));
}

test("a step of nothing is over at once", () => {
  const [description] = fc.sample(machines.filter((machine) => machineKind(machine) === "systolic"), { seed: 1, numRuns: 1 });
  expect(openMachine(description!, [], { exact: "skip" }).finish()).toMatchObject({ cycles: 0, ops: [] });
});
