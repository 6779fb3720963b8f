import { expect, test } from "vitest";
import { operandsText } from "./operands-text.ts";

test("where codes are from, and why they are random where they should not be", () => {
  expect(operandsText({ kind: "training", trace: "mnist-mlp", step: 3 })).toBe("real codes, step 3 of mnist-mlp");
  expect(operandsText({ kind: "random", seed: 7, reason: null })).toBe("random codes, seed 7");
  expect(operandsText({ kind: "random", seed: 7, reason: "there is no trace file a.lntrace" })).toBe("random codes, seed 7 (there is no trace file a.lntrace)");
});
