import fc from "fast-check";
import { expect, test } from "vitest";
import { gemms, machines } from "../testing/arbitraries.ts";
import { describePe } from "../../description/description.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";
import { loopNest } from "../testing/loop-nest.ts";
import { actionsOf } from "./action-counts.ts";
import { trafficOf } from "./traffic.ts";

test("operand bytes are those of the slices that the loop nest fetches", () => {
  const cases = machines(false).chain((description) => fc.tuple(fc.constant(description), gemms(description, 4)));
  fc.assert(
    fc.property(cases, ([description, op]) => {
      const geometry = gemmGeometry(description, op);
      let a = 0;
      let b = 0;
      for (const slice of loopNest(description, geometry)) {
        if (slice.loadsA) a += Math.ceil((slice.lanes * slice.depth * geometry.memoryBitsA) / 8);
        if (slice.loadsB) b += Math.ceil((slice.columns * slice.depth * geometry.memoryBitsB) / 8);
      }
      expect(trafficOf(description, op)).toMatchObject({ memoryToA: a, memoryToB: b });
    }),
    { seed: 51, numRuns: 100 },
  );
});

test("the reference PE streams B again for every row group, and reads A once", () => {
  const op = { id: 0, name: "fc1", kind: "gemm", pass: "fprop", m: 256, n: 128, k: 784, after: [] } as const;
  expect(trafficOf(describePe(), op)).toMatchObject({
    memoryToA: 256 * 784,
    memoryToB: 8 * 128 * 784,
    bufferARead: 8 * 8 * 25 * 1024,
    bufferBRead: 8 * 25 * 128 * 32,
    bufferAWrite: 256 * 800 - 8 * 32 * 16,
  });
});

test("actions of a matrix product", () => {
  const op = { id: 0, name: "gemm", kind: "gemm", pass: "fprop", m: 33, n: 17, k: 65, activation: true, output: "spill", maximum: true, statistics: true, after: [] } as const;
  expect(actionsOf(describePe(), op)).toMatchObject({
    dot: 33 * 17 * 3,
    exponentAdd: 33 * 17 * 3 * 32,
    collectorRead: 2 * 17 * 3,
    collectorWrite: 2 * 17 * 3,
    laneLoad: 2 * 2 * 3 * 16,
    scale: 33 * 17,
    activate: 33 * 17,
    maximum: 33 * 17,
    add: 2 * 33 * 17,
    multiply: 33 * 17,
  });
  expect(actionsOf(describePe(), op)).not.toHaveProperty("vectorScale");
  expect(actionsOf(describePe({ formats: { weights: { bits: 8.25, codeBits: 8, scaled: true } } }), op)).toMatchObject({ vectorScale: 33 * 17 * 3 });
});
