import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gemms, machines, steps } from "../testing/arbitraries.ts";
import { closedForm } from "../closed-form/closed-form.ts";
import { describePe } from "../../description/description.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { simulateStep } from "./simulate-step.ts";

const gemm = (m: number, n: number, k: number): GemmOp => ({ id: 0, name: "gemm", kind: "gemm", pass: "fprop", m, n, k, after: [] });

describe("the simulation takes as many cycles as the closed form says", () => {
  test("for any shape on any machine, when memory keeps up", () => {
    const cases = machines(true).chain((description) => fc.tuple(fc.constant(description), gemms(description, 4)));
    fc.assert(
      fc.property(cases, ([description, op]) => {
        expect(simulateStep(description, [op], { exact: "burst" }).cycles).toBe(closedForm(description, op).cycles);
      }),
      { seed: 21, numRuns: 250 },
    );
  });

  test("for any shape on the reference PE with its own memory", () => {
    const size = (most: number) => fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: most }));
    const description = describePe({ sequencer: { overlap: "serial" } });
    fc.assert(
      fc.property(size(400), size(150), size(2500), fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const), (m, n, k, pass) => {
        const op = { ...gemm(m, n, k), pass, activation: true };
        expect(simulateStep(description, [op], { exact: "burst" }).cycles).toBe(closedForm(description, op).cycles);
      }),
      { seed: 22, numRuns: 60 },
    );
  });

  test("for every op of a step of several, passes included, when ops do not overlap", () => {
    const cases = machines(true).chain((description) => fc.tuple(fc.constant(description), steps(description)));
    fc.assert(
      fc.property(cases, ([description, ops]) => {
        for (const { op, cycles } of simulateStep(description, ops, { exact: "burst" }).ops) expect(cycles).toBe(closedForm(description, op).cycles);
      }),
      { seed: 23, numRuns: 80 },
    );
  });
});

test("a memory that does not keep up, or a small buffer, only makes an op longer", () => {
  const cases = machines(false).chain((description) => fc.tuple(fc.constant(description), gemms(description, 4)));
  fc.assert(
    fc.property(cases, ([description, op]) => {
      expect(simulateStep(description, [op], { exact: "burst" }).cycles).toBeGreaterThanOrEqual(closedForm(description, op).cycles);
    }),
    { seed: 24, numRuns: 100 },
  );
});

test("half the operand bandwidth that the reference PE draws makes its op twice as long, and memory bounds it", () => {
  const slow = describePe({ memory: { readBytesPerCycle: 48 } });
  const [op] = simulateStep(slow, [{ ...gemm(320, 16, 3200), output: "spill" }], { exact: "burst" }).ops;
  expect(op!.boundBy).toBe("memory");
  expect(op!.activity.stallCycles.memory! / op!.activity.workCycles).toBeGreaterThan(0.3);
  expect(op!.terms.find(({ name }) => name === "memory wait")!.cycles).toBeGreaterThan(0.9 * op!.activity.stallCycles.memory!);
});
