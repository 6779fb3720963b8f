import { expect, test } from "vitest";
import { machineWithDefaults } from "../description/parameters.ts";
import { vectors } from "../pe/testing/arbitraries.ts";
import fc from "fast-check";
import type { VectorStage } from "../workload/operation.ts";
import { vectorOperations, type VectorOperation } from "./operations.ts";
import { stageActions } from "./stage-actions.ts";
import { vectorSteps } from "./steps.ts";
import { unitCycles } from "./unit-cycles.ts";

const { ppu } = machineWithDefaults();
const stage = (operation: VectorOperation, more: Partial<VectorStage> = {}): VectorStage => ({ operation, elements: 1024, ...more });
const cycles = (stages: readonly VectorStage[], elements = 1024) => unitCycles(ppu, vectorSteps({ kind: "vector", stages, elements } as never), elements);

test("every operation is described, and reads and writes no more than a pass may", () => {
  for (const [name, { description, reads, writes }] of Object.entries(vectorOperations)) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(reads.length, name).toBeLessThanOrEqual(3);
    expect(writes.length, name).toBeGreaterThan(0);
    expect(writes.length, name).toBeLessThanOrEqual(2);
  }
});

test("what rides on the trip takes its time only, however many operations there are", () => {
  expect(cycles([stage("relu")])).toBe(32);
  expect(cycles([stage("batch-norm"), stage("add"), stage("relu"), stage("quantise")])).toBe(32);
});

test("exponentials, divisions and roots are steps behind it", () => {
  expect(cycles([stage("loss")])).toBe(1024 / 32 + 1024 / 8 + 1024 / 8);
  expect(cycles([stage("layer-norm", { groups: 16 })])).toBe(32 + 16 / 4);
  expect(cycles([stage("layer-norm", { groups: 17 })])).toBe(32 + 5);
});

test("actions count in elements, results, windows and groups", () => {
  expect(stageActions([stage("max-pool", { results: 256, taps: 9 }), stage("quantise", { elements: 256 })])).toEqual({ maximum: 256 * 9, quantise: 256 });
  expect(stageActions([stage("global-average-pool", { results: 64 })])).toEqual({ add: 1024, multiply: 64 });
  expect(stageActions([stage("batch-norm", { groups: 3 })])).toEqual({ multiply: 1024, add: 1024, reciprocalRoot: 3 });
  expect(stageActions([stage("zero")])).toEqual({});
});

test("shares of an element do not make a cycle of their own", () => {
  for (const groups of [3, 7, 49, 100]) expect(cycles([{ operation: "layer-norm", elements: groups * 49, groups }], groups * 49)).toBe(Math.ceil((groups * 49) / 32) + Math.ceil(groups / 4));
});

test("the steps of an element, times the elements, are the actions of the pass", () => {
  fc.assert(
    fc.property(vectors(), (op) => {
      const counts = stageActions(op.stages);
      for (const { action, perElement } of vectorSteps(op)) {
        expect(perElement * op.elements).toBeCloseTo(action === "pass" ? op.elements : counts[action as keyof typeof counts]!, 6);
      }
    }),
    { seed: 61, numRuns: 100 },
  );
});
