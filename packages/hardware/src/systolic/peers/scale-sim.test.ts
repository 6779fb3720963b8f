/** The simulated array against what SCALE-Sim printed, row by row. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SystolicDataflow, SystolicDescription } from "../layer/description.ts";
import { simulateSystolicOp } from "../op/simulate-op.ts";
import { scaleSimReport } from "../report/scale-sim-report.ts";

const [, , ...lines] = readFileSync(new URL("scale-sim.csv", import.meta.url), "utf8").trim().split("\n");
const rows = lines.map((line) => {
  const [dataflow, name, ...figures] = line.split(",");
  return { dataflow: dataflow as SystolicDataflow, name, figures: figures.map(Number) };
});

test("the file holds every run", () => {
  expect(rows).toHaveLength(45);
});

describe.each(rows)("$name $dataflow", ({ dataflow, figures }) => {
  const [m, n, k, cycles, overall, mapping, compute, ifmap, filter, ofmap] = figures as [number, number, number, number, number, number, number, number, number, number];
  const layer = { m, n, k };
  const description: SystolicDescription = { rows: 16, columns: 16, dataflow, protocol: "plain" };

  test("every figure is theirs", () => {
    const report = scaleSimReport(layer, description, simulateSystolicOp(layer, description, { exact: "burst" }));
    expect(report.totalCycles).toBe(cycles);
    expect([report.ifmapSramReads, report.filterSramReads, report.ofmapSramWrites]).toEqual([ifmap, filter, ofmap]);
    expect(report.overallUtilPercent).toBeCloseTo(overall, 9);
    expect(report.mappingEfficiencyPercent).toBeCloseTo(mapping, 9);
    expect(report.computeUtilPercent).toBeCloseTo(compute, 9);
  });
});
