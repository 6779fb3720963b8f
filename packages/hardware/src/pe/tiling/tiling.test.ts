import { describe, expect, test } from "vitest";
import { describePe } from "../../description/description.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { planChunks } from "./chunk-plan.ts";
import { gemmGeometry } from "./gemm-geometry.ts";
import { loopNest } from "../testing/loop-nest.ts";
import { slotOf } from "./slot.ts";
import { overwriteLead, vectorOffset } from "./vector-offset.ts";

const reference = describePe();
const gemm = (m: number, n: number, k: number): GemmOp => ({ id: 0, name: "gemm", kind: "gemm", pass: "fprop", m, n, k, after: [] });
const plans = (m: number, n: number, k: number) => {
  const { planA, planB } = gemmGeometry(reference, gemm(m, n, k));
  return [planA.reused, planB.reused];
};

test("dimensions are cut into full parts and an edge", () => {
  expect(gemmGeometry(reference, gemm(33, 48, 64))).toMatchObject({ mTiles: 2, mEdge: 1, nTiles: 3, nEdge: 16, kSlices: 2, kEdge: 32 });
});

test("the loop nest visits every output and every term once, in the order m, n, k", () => {
  const op = gemm(70, 37, 100);
  const slices = [...loopNest(reference, gemmGeometry(reference, op))];
  expect(slices.reduce((sum, { lanes, columns, depth }) => sum + lanes * columns * depth, 0)).toBe(70 * 37 * 100);
  expect(slices.map(({ m, n, k }) => (m * 3 + n) * 4 + k)).toEqual(slices.map((_, index) => index));
});

describe("what half of a buffer holds is kept", () => {
  test("A: 32 rows of 2,048", () => {
    expect(plans(64, 64, 2048)[0]).toBe(true);
    expect(plans(64, 64, 2049)[0]).toBe(false);
  });
  test("B: 16 columns of 256", () => {
    expect(plans(64, 16, 256)[1]).toBe(true);
    expect(plans(64, 16, 257)[1]).toBe(false);
    expect(plans(64, 17, 256)[1]).toBe(false);
  });
  test("several blocks share a half when they fit", () => {
    expect(gemmGeometry(reference, gemm(320, 16, 512)).planA).toEqual({ reused: true, unitSlices: 64 });
    expect(gemmGeometry(reference, gemm(320, 16, 4096)).planA).toEqual({ reused: false, unitSlices: 64 });
  });
});

test.each([
  [8, 16, { cycles: 16, slack: "A port" }],
  [8, 3, { cycles: 16, slack: "A port" }],
  [3, 16, { cycles: 16, slack: "hazard" }],
  [3, 2, { cycles: 6, slack: "A port" }],
  [32, 16, { cycles: 64, slack: "A port" }],
] as const)("a slot of %i-bit operands and %i columns", (bits, columns, slot) => {
  expect(slotOf(reference, { bitsA: bits, bitsB: bits }, columns)).toMatchObject(slot);
});

test("a port of buffer B that is too narrow is what a slot waits for", () => {
  expect(slotOf(describePe({ bufferB: { portBits: 64 } }), { bitsA: 8, bitsB: 8 }, 16)).toMatchObject({ cycles: 64, slack: "B port" });
});

test("vectors come one a cycle, or with their last word", () => {
  expect([0, 1, 2, 3].map((index) => vectorOffset(256, 256, index))).toEqual([0, 1, 2, 3]);
  expect([0, 1, 2, 3].map((index) => vectorOffset(96, 256, index))).toEqual([0, 1, 2, 3]);
  expect([0, 1, 2, 3].map((index) => vectorOffset(384, 256, index))).toEqual([1, 2, 4, 5]);
});

test("a drain of a row a cycle is never overtaken, a slower one is by its last row", () => {
  expect(overwriteLead(16, 1, 256, 256)).toBe(0);
  expect(overwriteLead(16, 2, 256, 256)).toBe(16);
  expect(overwriteLead(3, 1, 1024, 256)).toBe(-3);
});

test("a pass is cut into equal chunks and a rest", () => {
  const plan = planChunks({ elements: 300, chunkElements: 128, readBits: 16, writeBits: 5, cyclesOf: (elements) => Math.ceil(elements / 32) + Math.ceil(elements / 8) });
  expect(plan).toEqual({
    chunks: 3,
    full: { elements: 128, readBytes: 256, writeBytes: 80, cycles: 4 + 16 },
    last: { elements: 44, readBytes: 88, writeBytes: 28, cycles: 2 + 6 },
  });
});
