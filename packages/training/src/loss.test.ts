import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { softmaxCrossEntropy } from "./loss.ts";

/** 4 classes x 3 samples. */
const random = createRandom(3, "loss");
const logits = Float64Array.from({ length: 12 }, () => 6 * random.nextFloat() - 3);
const labels = Uint8Array.of(2, 0, 3);

/** The definition, with Math's functions. */
function meanLoss(values: Float64Array): number {
  let sum = 0;
  labels.forEach((label, s) => {
    const column = [0, 1, 2, 3].map((row) => Math.exp(values[row * 3 + s]));
    sum -= Math.log(column[label] / column.reduce((a, b) => a + b));
  });
  return sum / 3;
}

test("the loss is the mean negative logarithm of the label's share", () => {
  expect(softmaxCrossEntropy(logits, labels, null).lossSum / 3).toBeCloseTo(meanLoss(logits), 13);
});

test("the gradient is that of finite differences, and sums to zero in every sample", () => {
  const gradient = new Float64Array(12);
  softmaxCrossEntropy(logits, labels, gradient);
  for (let i = 0; i < 12; i++) {
    const up = logits.map((value, j) => value + (i === j ? 1e-5 : 0));
    const down = logits.map((value, j) => value - (i === j ? 1e-5 : 0));
    expect(gradient[i]).toBeCloseTo((meanLoss(up) - meanLoss(down)) / 2e-5, 9);
  }
  for (let s = 0; s < 3; s++) expect([0, 3, 6, 9].reduce((sum, row) => sum + gradient[row + s], 0)).toBeCloseTo(0, 15);
});

test("large logits neither overflow nor lose the loss", () => {
  const { lossSum } = softmaxCrossEntropy(Float64Array.of(1000, 0, -1000), Uint8Array.of(1), new Float64Array(3));
  expect(lossSum).toBe(1000);
});

test("hits: the first of equal logits is the answer, and nothing is right about NaN", () => {
  expect(softmaxCrossEntropy(Float64Array.of(1, 1, 0), Uint8Array.of(0), null).correct).toBe(1);
  expect(softmaxCrossEntropy(Float64Array.of(1, 1, 0), Uint8Array.of(1), null).correct).toBe(0);
  const lost = softmaxCrossEntropy(Float64Array.of(NaN, NaN), Uint8Array.of(0), null);
  expect(lost).toEqual({ lossSum: NaN, correct: 0 });
});
