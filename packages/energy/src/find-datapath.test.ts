import { describe, expect, it } from "vitest";
import type { DatapathRecord } from "./energy-table.ts";
import { findDatapath } from "./find-datapath.ts";
import { loadTable } from "./load-table.ts";
import type { SimulatedDatapath } from "./pricing-context.ts";

const table = loadTable("nangate45");

function find(costRecord: string, vectorSize: number, more: Partial<SimulatedDatapath> = {}): DatapathRecord {
  const found = findDatapath(table, { description: "some datapath", costRecord, vectorSize, ...more });
  if (!("record" in found)) throw new Error(found.reason);
  return found;
}

describe("findDatapath", () => {
  it("takes a record of as many terms as it is", () => {
    const names = ["lns8_bin1", "lns8_bin2", "lns8_bin4", "lns8_bin8", "lns8_lut1", "lns8_lut8", "int8", "int12", "int16", "fp8fix24", "fp8a16", "fp8a32", "fp16a32"];
    for (const name of names) expect(find(name, 32)).toMatchObject({ record: name, terms: 32, kind: "synthesised" });
    for (const name of [...names, "bf16a32", "fp32a32", "lnslog12", "lnslog16"]) expect(find(name, 1)).toMatchObject({ terms: 1, kind: "synthesised" });
  });

  it("prices what was synthesised of one term only as so many of these, and says so", () => {
    for (const name of ["bf16a32", "fp32a32", "lnslog12", "lnslog16"]) {
      const [single, vector] = [find(name, 1), find(name, 32)];
      expect(vector).toMatchObject({ terms: 32, kind: "assumed", forwardFj: single.forwardFj, reasoning: expect.stringContaining("single multiply-accumulates") });
    }
  });

  it("prices sums in ascending order by the record of one term", () => {
    expect(find("fp16a32", 32, { order: "ascending" }).forwardFj).toEqual(find("fp16a32", 1).forwardFj);
    expect(find("fp16a32", 32, { order: "vector-tree" }).forwardFj).not.toEqual(find("fp16a32", 1).forwardFj);
  });

  it("interpolates between two records by what a term shares with the others", () => {
    const [one, few, many] = [find("int8", 1), find("int8", 2), find("int8", 32)];
    const shared = (one.forwardFj.low - many.forwardFj.low) / (1 - 1 / 32);
    expect(few.forwardFj.low).toBeCloseTo(one.forwardFj.low - shared / 2, 9);
    expect(few).toMatchObject({ terms: 2, kind: "scaled", reasoning: expect.stringContaining("1 and 32") });
  });

  it("prices wider vectors as the widest record side by side", () => {
    expect(find("int8", 64)).toMatchObject({ terms: 64, kind: "assumed", forwardFj: find("int8", 32).forwardFj, reasoning: expect.stringContaining("of 32 terms") });
  });

  it("bounds small tables in every lane by no table and a whole one", () => {
    for (const constants of [2, 4]) {
      expect(find(`lns8_lut${constants}`, 32)).toMatchObject({ kind: "assumed", forwardFj: { low: 326.3, high: 694.4 }, areaUm2PerTerm: 267.5 });
    }
  });

  it("interpolates log-domain adders between the synthesised widths", () => {
    expect(find("lnslog14", 1)).toMatchObject({ accumulatorBits: 14, kind: "scaled", forwardFj: { low: (1046.6 + 1651.5) / 2, high: (2321.3 + 3694.7) / 2 } });
  });

  it("says why there is none", () => {
    const reason = (costRecord: string | null) => findDatapath(table, { description: "some datapath", costRecord, vectorSize: 32 });
    expect(reason(null)).toEqual({ reason: expect.stringMatching(/"some datapath" names no cost record.*bf16a32/) });
    expect(reason("lns9")).toEqual({ reason: expect.stringMatching(/no record "lns9".*lns8_lut8/) });
  });
});
