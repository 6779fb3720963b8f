import { expect, test } from "vitest";
import { describePe } from "../../description/description.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { closedForm } from "./closed-form.ts";

const gemm = (m: number, n: number, k: number): GemmOp => ({ id: 0, name: "gemm", kind: "gemm", pass: "fprop", m, n, k, output: "spill", after: [] });
const terms = (op: GemmOp, options = {}) => Object.fromEntries(closedForm(describePe(options), op).terms.map(({ name, cycles }) => [name, cycles]));

test("one tile of the reference PE", () => {
  expect(terms(gemm(32, 16, 32))).toEqual({ "memory fill": 16 + 12, fill: 16 + 6, compute: 16, "drain tail": 16, "write back": 5 });
});

test("a narrow tile waits for the port of A, in its last slice too", () => {
  expect(terms(gemm(1, 1, 64))).toEqual({ "memory fill": 17, fill: 22, compute: 2, "A port": 30, "drain tail": 1, "write back": 5 });
});

test("the sum over tiles and slices, aligned or not", () => {
  expect(terms(gemm(33, 17, 65))).toMatchObject({ compute: 2 * 3 * 17, "A port": 2 * 3 * 15, "drain tail": 1 });
  expect(terms(gemm(256, 128, 784))).toMatchObject({ compute: 8 * 25 * 128, "drain tail": 16 });
});

test("a PPU of half the width drains in twice the time, and tiles of one slice wait for it", () => {
  expect(terms(gemm(64, 16, 32), { ppu: { width: 16 } })).toMatchObject({ drain: 16, "drain tail": 32 });
});

test("terms add up", () => {
  const form = closedForm(describePe(), { ...gemm(100, 100, 100), output: "codes" });
  expect(form.terms.reduce((sum, { cycles }) => sum + cycles, 0)).toBe(form.cycles);
});
