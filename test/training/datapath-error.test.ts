import { expect, test } from "vitest";
import { measureDatapathError } from "../validate/datapath-error.ts";

test("the default 24-bit datapath stays within a quarter of a percent of exact sums, before requantisation", () => {
  const errors = measureDatapathError();
  const logits = errors.find(({ tensor }) => tensor === "logits")!;
  expect(logits.largest).toBeGreaterThan(0);
  expect(logits.largest).toBeLessThan(0.0025);
});

test("after requantisation a weight gradient is off by at most one code", () => {
  const oneCode = 2 ** (1 / 8) - 1;
  const gradients = measureDatapathError().filter(({ tensor }) => tensor.endsWith(".grad"));
  expect(gradients).toHaveLength(3);
  for (const { tensor, largest } of gradients) expect(largest, tensor).toBeLessThan(oneCode);
});
