/** The simulated array against STONNE's TPU mesh, row by row. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { SystolicDescription } from "../layer/description.ts";
import { simulateSystolicOp } from "../op/simulate-op.ts";

const [, , ...lines] = readFileSync(new URL("stonne.csv", import.meta.url), "utf8").trim().split("\n");

test("the file holds every run", () => {
  expect(lines).toHaveLength(18);
});

test.each(lines)("rows, columns, m, n, k, cycles = %s", (line) => {
  const [rows, columns, m, n, k, cycles] = line.split(",").map(Number) as [number, number, number, number, number, number];
  const description: SystolicDescription = { rows, columns, dataflow: "os", protocol: "stonne" };
  expect(simulateSystolicOp({ m, n, k }, description, { exact: "burst" }).cycles).toBe(cycles);
});
