import type { UpdateErrorsStudy } from "@lnsim/simulator";
import { expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { updateErrorsPicture } from "../picture/update-errors-picture.ts";
import { renderUpdateErrors } from "./update-errors-report.ts";

const error = (measured: number, bound: number) => ({ measured, exact: measured * 1.01, deviation: 0.001, bound });
const errors = { gd: error(2.4, 706), multiplicative: error(0.68, 0.919), sign: error(0.915, 0.977) };
const study: UpdateErrorsStudy = {
  source: null,
  seed: 1,
  draws: 4195,
  heldGamma: 8,
  heldLearningRate: 2 ** -7,
  byLearningRate: [{ learningRate: 2 ** -7, gamma: 8, errors }, { learningRate: 0.003, gamma: 8, errors }],
  byGamma: [{ learningRate: 2 ** -7, gamma: 16, errors: { ...errors, gd: error(0.00001, 356_000) } }],
  tensors: [{ name: "random", elements: 1000, gradientRms: 0.98, errors }],
  exceeded: [],
};
const layout = { columns: 96, styles: plainStyles };

test("both sweeps have measured, exact and bound of each update", () => {
  const text = renderUpdateErrors(study, layout);
  expect(text).toMatch(/ 2\^-7 +2\.4 +2\.42 +706 +0\.68 +0\.687 +0\.919 +0\.915 +0\.924 +0\.977\n/);
  expect(text).toMatch(/ 0\.003 /);
  expect(text).toMatch(/ 16 +1\.0e-5 +1\.0e-5 +356000 /);
  expect(text).toContain("all 9 measured errors lie within theirs");
  expect(text).not.toContain("Tensors");
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(96);
});

test("real steps have a table of tensors, their gradients' size, and what was changed", () => {
  const source = { machine: { name: "lns-madam", hash: "0", changes: [{ path: "numerics.format", from: "lns8", to: "int8" }] }, trace: { name: "mnist-lenet", hash: "1" }, step: 10 };
  const text = renderUpdateErrors({ ...study, source, tensors: [{ name: "fc1.weight", elements: 48_000, gradientRms: 0.0086, errors }] }, layout);
  expect(text).toContain("step 10 of mnist-lenet, trained on lns-madam: 48,000 weights");
  expect(text).toContain("numerics.format = int8 (was lns8)");
  expect(text).toContain("RMS 8.6e-3 to 8.6e-3");
  expect(text).toMatch(/ fc1\.weight +2\.4 /);
});

test("a bound that is exceeded is named", () => {
  const exceeded = [{ update: "sign" as const, learningRate: 2 ** -7, gamma: 8, ...error(1.2, 0.977) }];
  expect(renderUpdateErrors({ ...study, exceeded }, { ...layout, columns: 200 })).toContain("EXCEEDED by more than three sigma in 1 of 9: sign at rate 2^-7, gamma 8: 1.2 above 0.977.");
});

test("the picture has the errors over the logarithm of the rate, each with its bound dashed", () => {
  const { series, y } = updateErrorsPicture(study);
  expect(y.scale).toBe("logarithmic");
  expect(series.map(({ name }) => name)).toEqual(["descent", "multiplicative", "sign", "descent, bound", "multiplicative, bound", "sign, bound"]);
  expect(series.map(({ line }) => line === "dashed")).toEqual([false, false, false, true, true, true]);
  expect(series[5]!.points[0]).toEqual([-7, 0.977]);
});
