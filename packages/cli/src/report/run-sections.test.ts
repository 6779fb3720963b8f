import { describe, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { displayWidth } from "../output/table.ts";
import { renderRun } from "./run-report.ts";
import { fullResult, op } from "./run-result.fixture.ts";

const layout = { columns: 96, styles: plainStyles };
const cycles = fullResult.cycles!;

/** The lines of a section of the report, its title first. */
function section(name: string, result = fullResult, operations = 10): readonly string[] {
  const found = renderRun(result, layout, operations).split("\n\n").find((part) => part.startsWith(name));
  return found?.split("\n") ?? [];
}

describe("operations", () => {
  const names = (operations: number): readonly string[] => section("Operations", fullResult, operations).slice(2).map((line) => line.trim().split(" ")[0]!);

  test("come with the costliest first, as many as are asked for", () => {
    expect(names(Infinity)).toEqual(["fc1.wgrad", "fc1.fprop", "fc1.weight.update", "fc2.fprop", "fc1.dgrad", "loss"]);
    expect(names(2)).toEqual(["fc1.wgrad", "fc1.fprop"]);
    expect(section("Operations", fullResult, 2)[0]).toBe("Operations  the costliest, equal ones in one line: 2 of 6 (--ops N|all), 77 % of a step's cycles");
    expect(section("Operations", fullResult, 0)).toEqual([]);
  });

  test("name their lower bound and its cause, and the bytes of the outermost memory", () => {
    expect(section("Operations")[4]).toMatch(/^ {2}fc1\.weight\.update +1 +7,360 +9\.6 % +7,000 +reads +- +memory +36\.8 kB$/);
  });

  test("that are equal stand in one line, with the cycles of one and the share of all", () => {
    const layers = Array.from({ length: 20 }, (_, layer) => op(`block${layer}.fc.fprop`, 2_000, 1_000_000));
    const byOp = [op("head.fprop", 30_000, 20_000_000), ...layers, op("block9.fc.dgrad", 2_000, 1_000_000)];
    const lines = section("Operations", { ...fullResult, cycles: { ...cycles, byOp } }).slice(2);
    expect(lines.map((line) => line.trim().split(/ {2,}/).slice(0, 4))).toEqual([
      ["block0.fc.fprop", "20", "2,000", "52.2 %"],
      ["head.fprop", "1", "30,000", "39.1 %"],
      ["block9.fc.dgrad", "1", "2,000", "2.6 %"],
    ]);
  });
});

test("stalls of many causes stand upright, within the columns", () => {
  const causes = ["memory", "store", "dependency", "bank conflict", "transposer", "A port", "B port", "partial sums", "drain"];
  const stalls = Object.fromEntries(causes.map((cause, index) => [cause, 1_000_000 + index]));
  const byPass = { ...cycles.byPass, fprop: { ...cycles.byPass["fprop"]!, stalls } };
  const lines = section("Vector MAC", { ...fullResult, cycles: { ...cycles, byPass } });
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(96);
  expect(lines.find((line) => line.includes("bank conflict"))).toMatch(/bank conflict +1,000,003 +- +-/);
});

test("memory is said to be how full, when, and of what", () => {
  const tensors = ["a", "b", "c", "d", "e"].map((name, index) => ({ name, bytes: 5000 - index * 1000 }));
  const memory = [{ level: "dram", bytes: 15_000, capacityBytes: 60_000, at: "fc1.wgrad", tensors }];
  expect(section("Memory", { ...fullResult, memory })[1]).toBe("  dram  15.0 kB of 60.0 kB (25.0 %) during fc1.wgrad; the largest: a 5.00 kB, b 4.00 kB,");
  expect(section("Memory", { ...fullResult, memory })[2]).toBe("        c 3.00 kB, d 2.00 kB");
});

test("what stayed in the stash and what spilled is said", () => {
  const amount = (tensors: number, bytes: number) => ({ tensors, bytes });
  const memory = [{ level: "stash", bytes: 900, capacityBytes: 1000, at: "fc1.wgrad", tensors: [] }];
  const stash = { capacityBytes: 1000, stayed: amount(12, 4000), fromStepToStep: amount(0, 0), spilled: amount(1, 70_000) };
  expect(section("Memory", { ...fullResult, memory, stash }).at(-1)).toBe("  12 tensors (4.00 kB) stayed in the stash while they lived; 1 tensor (70.0 kB) went to DRAM");
  const kept = section("Memory", { ...fullResult, memory, stash: { ...stash, fromStepToStep: amount(2, 300) } }).slice(2).map((line) => line.trim()).join(" ");
  expect(kept).toContain("lived, 2 tensors (300 B) of them from step to step, filled before the first at no charge;");
});

test("cycles that were skipped and stepped are told apart where a machine tells them", () => {
  const total = cycles.byStepShape.reduce((sum, shape) => sum + shape.cycles, 0);
  const simulation = { ...fullResult.simulation, skipped: { loops: total / 2, ops: 0 }, steppedFor: { "new state": total / 4, "rare look": 1 } };
  expect(section("Skipped", { ...fullResult, simulation })).toEqual(["Skipped as repetitions: 50.0 % in loops. Stepped: 25.0 % in states not met before."]);
  expect(section("Skipped", { ...fullResult, simulation: { ...simulation, exact: "burst" } })).toEqual([]);
});

test("passes that were left out and mappings that were pinned are said at the top", () => {
  const machine = { ...fullResult.machine, mapping: { hash: "ab".repeat(32), pinned: 3 } };
  const text = renderRun({ ...fullResult, machine, trace: { ...fullResult.trace, passes: ["fprop", "dgrad"] } }, layout);
  expect(text).toContain("mapping   3 pinned, abababababab\n");
  expect(text).toContain("passes    fprop, dgrad only\n");
});

test("what SCALE-Sim would print is shown as it prints it", () => {
  const product = {
    name: "conv.fprop", pass: "fprop", count: 1, m: 12_100, n: 64, k: 147, totalCycles: 535_955, stallCycles: 0, overallUtilPercent: 82.968, mappingEfficiencyPercent: 99.901,
    computeUtilPercent: 82.967, ifmapSramReads: 7_114_800, filterSramReads: 7_121_856, ofmapSramWrites: 871_296, ifmapSramBandwidth: 13.3, filterSramBandwidth: 13.3, ofmapSramBandwidth: 1.6,
  };
  const result = { ...fullResult, compat: { scaleSim: [product] } };
  expect(section("SCALE-Sim ", result).at(-1)).toBe("  conv.fprop  12100  64  147       535,955    82.97    99.90    82.97");
  expect(section("SCALE-Sim's SRAM", result).at(-1)).toBe("  conv.fprop    7,114,800     7,121,856       871,296");
});

test("what came of values is said, of random codes and of a training step", () => {
  const values = { operands: "random", step: null, seed: 7, products: 3, outputs: 1200, mismatches: 0, macs: 84_000, first: null } as const;
  expect(section("Values", { ...fullResult, values }).slice(1).map((line) => line.trim()).join(" ")).toBe(
    "3 distinct products of random codes, 84,000 multiply-accumulates, 1,200 outputs (seed 7): every output is the numeric engine's, to the bit.",
  );
  const first = { op: "fc1.fprop", row: 1, column: 2, found: 3, expected: 4 };
  expect(section("Values", { ...fullResult, values: { ...values, operands: "training", step: 5, mismatches: 2, first } }).slice(1).map((line) => line.trim()).join(" ")).toBe(
    "all 3 products of training step 5, 84,000 multiply-accumulates, 1,200 outputs (seed 7): 2 outputs differ from the numeric engine's; the first is fc1.fprop row 1, column 2: 3 and not 4.",
  );
});
