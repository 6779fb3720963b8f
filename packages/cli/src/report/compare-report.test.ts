import type { Comparison } from "@lnsim/simulator";
import { describe, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { displayWidth } from "../output/table.ts";
import { renderComparison } from "./compare-report.ts";

const layout = { columns: 96, styles: plainStyles };
const none = { a: null, b: null, ratio: null };
const side = { machine: "int8", machineHash: "a".repeat(64), changes: [], format: "int8", trace: "resnet50", traceHash: "c".repeat(64), batch: 32, passes: null };
const figures = (cycles: number, bound: string, bytes: number) => ({ cycles, lowerBound: cycles / 2, macs: 1000, utilisation: 0.5, bound, bytes });

const comparison: Comparison = {
  a: side,
  b: { ...side, machine: "lns-madam", machineHash: "b".repeat(64), format: "lns8", changes: ["pe.lanes=16"] },
  sameWork: true,
  totals: {
    cycles: { a: 2000, b: 1500, ratio: 0.75 },
    lowerBound: { a: 1000, b: 1000, ratio: 1 },
    allCycles: { a: 2000, b: 1500, ratio: 0.75 },
    bytes: { a: 4096, b: 4096, ratio: 1 },
    macs: { a: 10, b: 10, ratio: 1 },
    energyPj: { a: 2e6, b: null, ratio: null },
    dynamicPj: none,
    staticPj: none,
    seconds: { a: 0.5, b: 0.4, ratio: 0.8 },
    testAccuracy: none,
  },
  byPass: { fprop: { a: 2000, b: 1000, ratio: 0.5 }, wgrad: { a: null, b: 500, ratio: null } },
  ops: [
    { name: "conv1.fprop", pass: "fprop", a: figures(500, "compute", 1024), b: figures(400, "compute", 1024), ratio: 0.8 },
    { name: "conv2.fprop", pass: "fprop", a: figures(1500, "DRAM", 3072), b: figures(600, "compute", 1536), ratio: 0.4 },
    { name: "conv1.wgrad", pass: "wgrad", a: null, b: figures(500, "NoC", 1024), ratio: null },
  ],
};

/** The report's sections, each as its lines. */
const sections = (most = 10, changes: Partial<Comparison> = {}): string[][] => renderComparison({ ...comparison, ...changes }, layout, most).split("\n\n").map((part) => part.split("\n"));

describe("a comparison", () => {
  test("names both runs, what was changed, and keeps to its columns", () => {
    expect(sections()[0]).toEqual([`A  int8 (${"a".repeat(12)}), int8, resnet50 (${"c".repeat(12)}), batch 32`, `B  lns-madam (${"b".repeat(12)}), pe.lanes=16, lns8, resnet50 (${"c".repeat(12)}), batch 32`]);
    for (const line of sections().flat()) expect(displayWidth(line)).toBeLessThanOrEqual(96);
  });

  test("has totals with ratios, and a dash where a figure is not known", () => {
    const [, totals, passes] = sections();
    expect(totals).toContain("  cycles of a step            2,000    1,500  0.750");
    expect(totals!.find((line) => line.startsWith("  energy"))).toMatch(/energy +2\.00 uJ +- +-$/);
    expect(totals!.join()).not.toContain("accuracy");
    expect(passes!.at(-1)).toMatch(/^ {2}wgrad +- +500 +-$/);
  });

  test("lists operations of both, the largest differences first, and those of one alone by name", () => {
    const ops = sections().find(([first]) => first!.startsWith("Operations"))!;
    expect(ops.slice(2).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["conv2.fprop", "1,500", "600", "0.400", "DRAM, compute", "3.07 kB, 1.54 kB"],
      ["conv1.fprop", "500", "400", "0.800", "compute", "1.02 kB"],
    ]);
    expect(sections().at(-1)).toEqual(["Only in B  1 operation, 500 cycles", "  conv1.wgrad"]);
    expect(sections(1).find(([first]) => first!.startsWith("Operations"))).toHaveLength(3);
  });

  test("says when the two did not do the same work", () => {
    expect(sections(10, { sameWork: false })[1]!.join(" ")).toContain("did not run the same steps of the same trace");
  });
});
