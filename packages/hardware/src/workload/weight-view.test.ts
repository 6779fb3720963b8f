import { describe, expect, test } from "vitest";
import { describeChip } from "../chip/testing/describe-chip.ts";
import { formulaArray } from "../chip/testing/formula-array.ts";
import { lowerProgram } from "../chip/program/lower-program.ts";
import { memoryBytes } from "../chip/program/tile-counts.ts";
import type { GemmOp, Op, UpdateOp } from "./operation.ts";
import { tensorsOf } from "./tensors-of.ts";
import { withStoredWeights } from "./weight-view.ts";

const fprop: GemmOp = { id: 0, name: "fc.fprop", kind: "gemm", pass: "fprop", m: 64, n: 32, k: 96, after: [], a: { name: "w", elements: 6144, storedAs: "weights" }, b: { name: "x", elements: 3072, storedAs: "activations" } };
const wgrad: GemmOp = { id: 1, name: "fc.wgrad", kind: "gemm", pass: "wgrad", m: 96, n: 64, k: 32, after: [0], a: { name: "x", elements: 3072, storedAs: "activations" } };
const update: UpdateOp = { id: 2, name: "update", kind: "update", pass: "update", elements: 6144, parameter: "w", after: [1] };
const step: readonly Op[] = [fprop, wgrad, update];
const onLoad = { update: { weightView: "rounded-on-load" } } as const;

test("products read the update codes, and updates leave no others", () => {
  const [product, gradient, optimizer] = withStoredWeights(onLoad, step);
  expect(product).toEqual({ ...fprop, a: { name: "w.update", elements: 6144, storedAs: "update" } });
  expect(gradient).toBe(wgrad);
  expect(tensorsOf(optimizer!).writes.map(({ name }) => name)).toEqual(["w.update", "w.state"]);
  expect(tensorsOf(update).writes.map(({ name }) => name)).toEqual(["w.update", "w.state", "w"]);
  expect(withStoredWeights({ update: { weightView: "stored" } }, step)).toBe(step);
});

describe("on a chip", () => {
  const lower = (options: Parameters<typeof describeChip>[0], ops = step) => lowerProgram(describeChip(options), formulaArray(16), ops);

  test("weights come twice as wide, to PEs that multiply the narrow codes", () => {
    const [stored, rounded] = [lower({}), lower(onLoad)];
    expect(stored.ops.map((op) => memoryBytes(op).a)).toEqual([6144, 3072, 6144]);
    expect(rounded.ops.map((op) => memoryBytes(op).a)).toEqual([2 * 6144, 3072, 6144]);
    // The update writes 2 B of code and 2 B of state, and the byte that products read where that is stored.
    expect([stored, rounded].map(({ ops }) => memoryBytes(ops[2]!).o)).toEqual([5 * 6144, 4 * 6144]);
    expect(rounded.jobs[0]).toMatchObject({ bitsA: 8, memoryBitsA: 16 });
    expect(stored.jobs[0]).not.toHaveProperty("memoryBitsA");
  });

  test("so do those that an op does not name", () => {
    const { a: _, ...nameless } = fprop;
    expect(memoryBytes(lower(onLoad, [nameless]).ops[0]!).a).toBe(2 * 6144);
    expect(lower(onLoad, [nameless]).jobs[0]).toMatchObject({ bitsA: 8, memoryBitsA: 16 });
  });
});
