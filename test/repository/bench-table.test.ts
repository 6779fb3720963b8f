import { describe, expect, it } from "vitest";
import type { Measurement } from "../../bench/measurement.ts";
import { formatTable } from "../../bench/table.ts";

const row: Measurement = { name: "GEMM", value: 8, unit: "Gmac/s", limit: 10, goal: { atLeastRatio: 0.8 } };

/** The one line of the table that a row becomes, with single spaces. */
function line(changes: Partial<Measurement>): string {
  return formatTable([{ ...row, ...changes }]).split("\n")[1]!.replaceAll(/ +/g, " ");
}

describe("formatTable", () => {
  it("says whether a ratio meets its goal", () => {
    expect(line({})).toBe("GEMM 8.00 Gmac/s 10.0 Gmac/s 0.80 >= 0.8 met");
    expect(line({ value: 7.9 })).toMatch(/0\.79 >= 0\.8 not met$/);
  });

  it("says that a limit was not measured, and claims nothing then", () => {
    expect(line({ limit: null })).toBe("GEMM 8.00 Gmac/s - - >= 0.8 limit not measured");
    expect(line({ limit: null, note: "limit not measured: no g++" })).toBe("GEMM 8.00 Gmac/s - - >= 0.8 limit not measured: no g++");
  });

  it("says that a row was skipped, and claims nothing then", () => {
    expect(line({ value: NaN, unit: "s", limit: null, goal: { atMost: 60 }, note: "minutes" })).toBe("GEMM SKIPPED - - <= 60 s minutes");
  });

  it("compares a figure that has a ceiling with the ceiling", () => {
    const startUp = { unit: "ms", limit: null, goal: { atMost: 60 } } as const;
    expect(line({ ...startUp, value: 59 })).toMatch(/<= 60 ms met$/);
    expect(line({ ...startUp, value: 61 })).toMatch(/not met$/);
  });
});
