import { expect, test } from "vitest";
import type { RunResult } from "../result/run-result.ts";
import { windowsAround } from "./plan-windows.ts";
import { windowFigures } from "./window-figures.ts";
import { bestOf } from "./window-study.ts";

test("the default windows are 6 below to 8 above, every second, as far as the parameter goes", () => {
  expect(windowsAround(16, { minimum: -16, maximum: 40 })).toEqual([10, 12, 14, 16, 18, 20, 22, 24]);
  expect(windowsAround(1, { minimum: 0, maximum: 6 })).toEqual([1, 3, 5]);
});

const gemm = (site: string, sqnrDb: number | null, largestShare: number | null) => ({ site, sqnrDb, largestShare, products: 1, counts: null, lsb: 16 });

function resultOf(changes: object): RunResult {
  const accuracy = {
    steps: 2,
    loss: [2, 1],
    testAccuracy: 0.5,
    testLoss: 1.5,
    losses: { steps: [1, 2], terms: 3200, vectors: 100, cutTerms: 0, lostBits: 40, saturations: 3, maxMagnitude: 7 },
    diagnostics: [{ step: 2, quantizers: [{ sqnrDb: 30 }, { sqnrDb: null }, { sqnrDb: 34 }], gemms: [gemm("a", 60, 3), gemm("b", 20, 5), gemm("c", null, null), gemm("d", 9, 1)] }],
    ...changes,
  };
  return { accuracy } as unknown as RunResult;
}

test("figures of a run: the noisiest product, medians, and the largest sum", () => {
  expect(windowFigures(resultOf({}))).toEqual({
    testAccuracy: 0.5,
    testLoss: 1.5,
    lastLoss: 1,
    meanLoss: 1.5,
    isFinite: true,
    losses: { steps: [1, 2], vectors: 100, saturations: 3, lostBits: 40 },
    worst: { site: "d", sqnrDb: 9 },
    medianSqnrDb: 20,
    quantizerDb: 32,
    largest: { site: "b", share: 5 },
  });
});

test("a run that lost its numbers says so, and one without noise has none", () => {
  expect(windowFigures(resultOf({ loss: [2, null] }))).toMatchObject({ isFinite: false, lastLoss: null, meanLoss: null });
  expect(windowFigures(resultOf({ losses: null, diagnostics: [] }))).toMatchObject({ losses: null, worst: null, medianSqnrDb: null, quantizerDb: null, largest: null });
});

test("the best window has the least noise in its noisiest product, and numbers", () => {
  const row = (lsb: number, sqnrDb: number | null, isFinite = true) => ({ lsb, isFinite, worst: sqnrDb === null ? null : { site: "a", sqnrDb } });
  expect(bestOf([row(10, 3), row(12, 40), row(14, 40), row(16, 80, false)])).toBe(12);
  expect(bestOf([row(10, null)])).toBeNull();
});
