import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTable } from "./load-table.ts";
import { memoryCost, type MemoryCost } from "./memory-cost.ts";

const grid = loadTable("nangate45").memories;

function cost(sizeBytes: number, accessBytes: number): MemoryCost {
  const found = memoryCost(grid, { sizeBytes, accessBytes });
  if ("reason" in found && !("readPj" in found)) throw new Error(found.reason);
  return found as MemoryCost;
}

describe("memoryCost", () => {
  it("takes every point of the grid as it stands", () => {
    for (const point of grid.points) {
      const { sizeBytes, accessBytes, accessNs: _, ...figures } = point;
      expect(cost(sizeBytes, accessBytes)).toEqual({ ...figures, kind: "cacti" });
    }
  });

  it("prices buffer A and buffer B of the reference PE from the grid", () => {
    expect(cost(131_072, 64)).toMatchObject({ readPj: 91.9007, writePj: 181.54, kind: "cacti" });
    expect(cost(8_192, 32)).toMatchObject({ readPj: 10.7091, writePj: 24.32, kind: "cacti" });
  });

  it("interpolates half way between two sizes", () => {
    const halfway = cost((8_192 + 32_768) / 2, 32);
    expect(halfway.kind).toBe("scaled");
    expect(halfway.readPj).toBeCloseTo((10.7091 + 25.4355) / 2, 9);
    expect(halfway.reasoning).toMatch(/8192 and 32768/);
  });

  it("stays between the two sizes it lies between, in order", () => {
    const points = grid.points.filter((point) => point.accessBytes === 32).toSorted((a, b) => a.sizeBytes - b.sizeBytes);
    const pairs = points.slice(1).map((above, index) => [points[index]!, above] as const);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(fc.constantFrom(...pairs), share, share, ([below, above], s, t) => {
      const at = (part: number) => cost(Math.floor(below.sizeBytes + (above.sizeBytes - below.sizeBytes) * part), 32).readPj;
      const order = [below.readPj, at(Math.min(s, t)), at(Math.max(s, t)), above.readPj];
      const slack = 1e-9 * above.readPj;
      const steps = order.slice(1).map((price, index) => (price - order[index]!) * Math.sign(above.readPj - below.readPj));
      return steps.every((step) => step >= -slack);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it.each([
    [512, 32],
    [1_535, 64],
    [2_097_152, 32],
  ])("extrapolates nothing: %i B at %i B", (sizeBytes, accessBytes) => {
    expect(memoryCost(grid, { sizeBytes, accessBytes })).toEqual({ reason: expect.stringContaining("outside the grid") });
  });

  it("makes the 96 B row of the collector of three 32 B ports", () => {
    const row = cost(1_536, 96);
    expect(row).toMatchObject({ kind: "assumed", areaUm2: 14_176.6, leakageMw: 1.53913 });
    expect(row.readPj).toBeCloseTo(3 * 8.48287, 9);
    expect(row.writePj).toBeCloseTo(3 * 10.7439, 9);
    expect(row.reasoning).toMatch(/upper bound/);
  });

  it("says so when no port width divides the access", () => {
    expect(memoryCost(grid, { sizeBytes: 8_192, accessBytes: 12 })).toEqual({ reason: expect.stringContaining("no port width") });
  });
});
