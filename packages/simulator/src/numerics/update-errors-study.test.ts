import type { ObservedTensor } from "@lnsim/training";
import { expect, test } from "vitest";
import { createCapture } from "./capture-step.ts";
import { exceeds, sumOfErrors } from "./update-error-sums.ts";
import { studyUpdateErrors } from "./update-errors-study.ts";

const base = { learningRates: [2 ** -4, 2 ** -7, 2 ** -10], gammas: [8, 16], seed: 1 };

test("errors of random data scatter about their expectation, below their bounds", async () => {
  const study = (await studyUpdateErrors(base))!;
  expect(study).toMatchObject({ source: null, heldGamma: 8, heldLearningRate: 2 ** -7, exceeded: [] });
  for (const { errors } of [...study.byLearningRate, ...study.byGamma]) {
    for (const { measured, exact, deviation, bound } of Object.values(errors)) {
      expect(Math.abs(measured - exact)).toBeLessThanOrEqual(4 * deviation + 1e-12);
      expect(exact).toBeLessThan(bound);
    }
  }
  // 1 - gamma * rate of the bound: the sign update moves every logarithm by the same fraction of a step.
  const { sign } = study.byLearningRate[2]!.errors;
  expect(sign.exact / sign.bound).toBeCloseTo(1 - 8 * 2 ** -10, 9);
  expect(study.byGamma[0]).toEqual(study.byLearningRate[1]);
});

test("the same seed gives the same study, another one another", async () => {
  const [one, again, other] = await Promise.all([base, base, { ...base, seed: 2 }].map((request) => studyUpdateErrors({ ...request, learningRates: [2 ** -7], gammas: [8] })));
  expect(again).toEqual(one);
  expect(other!.byGamma[0]!.errors.gd.measured).not.toBe(one!.byGamma[0]!.errors.gd.measured);
});

test("progress counts settings, and a signal ends it with null", async () => {
  const done: number[] = [];
  const signal = { aborted: false };
  const onProgress = (progress: { readonly done: number }): void => {
    done.push(progress.done);
    signal.aborted = done.length === 2;
  };
  expect(await studyUpdateErrors(base, { onProgress, signal })).toBeNull();
  expect(done).toEqual([1, 2]);
});

test.each([
  [{ learningRates: [0.5, 2] }, "--learning-rates", "2"],
  [{ learningRates: [0] }, "--learning-rates", "0"],
  [{ gammas: [1.5] }, "--gammas", "1.5"],
  [{ gammas: [] }, "--gammas", "nothing"],
  [{ seed: -1 }, "--seed", "-1"],
])("%j is refused", async (change, path, found) => {
  await expect(studyUpdateErrors({ ...base, ...change })).rejects.toMatchObject({ code: "invalid-value", path, found });
});

test("errors of tensors add up, deviations by their squares", () => {
  const error = (measured: number, deviation: number) => ({ measured, exact: 2 * measured, deviation, bound: 3 * measured });
  const tensor = (measured: number, deviation: number) => ({ gd: error(measured, deviation), multiplicative: error(0, 0), sign: error(1, 0) });
  expect(sumOfErrors([tensor(1, 3), tensor(2, 4)])).toEqual({
    gd: { measured: 3, exact: 6, deviation: 5, bound: 9 },
    multiplicative: { measured: 0, exact: 0, deviation: 0, bound: 0 },
    sign: { measured: 2, exact: 4, deviation: 0, bound: 6 },
  });
});

test("a bound is exceeded beyond three deviations, and by what is no number", () => {
  expect(exceeds({ measured: 13, exact: 0, deviation: 1, bound: 10 })).toBe(false);
  expect(exceeds({ measured: 13.1, exact: 0, deviation: 1, bound: 10 })).toBe(true);
  expect(exceeds({ measured: Number.NaN, exact: 0, deviation: 1, bound: 10 })).toBe(true);
});

test("a capture keeps the weights of its step whose gradients follow", () => {
  const { observe, isDone, tensors } = createCapture(2);
  const tell = (step: number, role: ObservedTensor["role"], name: string, values: readonly number[]): void =>
    observe({ step, role, name, rows: 1, columns: values.length, stored: null, values: Float64Array.from(values) });
  tell(1, "W", "fc1.weight", [9]);
  tell(2, "W", "fc1.weight", [1, 2]);
  tell(2, "W", "fc1.weight dgrad", [7]);
  tell(2, "A", "input", [5]);
  tell(2, "G", "fc1.weight.grad", [3, 4]);
  tell(2, "G", "embedding.weight.grad", [6]);
  expect(isDone()).toBe(false);
  tell(2, "update", "fc1.weight", [8]);
  expect(isDone()).toBe(true);
  expect(tensors()).toEqual([{ name: "fc1.weight", weights: Float64Array.of(1, 2), gradients: Float64Array.of(3, 4) }]);
});
