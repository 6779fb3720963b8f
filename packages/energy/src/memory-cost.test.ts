import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTable } from "./load-table.ts";
import { memoryCost, type MemoryCost } from "./memory-cost.ts";

const grid = loadTable("nangate45").memories;
const figures = ["readPj", "writePj", "leakageMw", "areaUm2", "cycleNs"] as const;

function cost(sizeBytes: number, accessBytes: number, extrapolates = false): MemoryCost {
  const found = memoryCost(grid, { sizeBytes, accessBytes }, extrapolates);
  if (!("readPj" in found)) throw new Error(found.reason);
  return found;
}

const pointAt = (size: number, width: number) => grid.points.find((point) => point.sizeBytes === size && point.accessBytes === width);

/** Every rectangle of neighbouring sizes and widths whose four corners are in the grid. */
function cells(): { sizes: [number, number]; widths: [number, number] }[] {
  const steps = (values: readonly number[]) => {
    const ascending = [...new Set(values)].toSorted((a, b) => a - b);
    return ascending.slice(1).map((high, index): [number, number] => [ascending[index]!, high]);
  };
  const all = steps(grid.points.map((point) => point.sizeBytes)).flatMap((sizes) =>
    steps(grid.points.map((point) => point.accessBytes)).map((widths) => ({ sizes, widths })),
  );
  return all.filter(({ sizes, widths }) => sizes.every((size) => widths.every((width) => pointAt(size, width) !== undefined)));
}

describe("memoryCost in the grid", () => {
  it("takes every point as it stands", () => {
    for (const point of grid.points) {
      const { sizeBytes, accessBytes, accessNs: _, ...own } = point;
      expect(cost(sizeBytes, accessBytes)).toEqual({ ...own, kind: "cacti" });
    }
  });

  it("prices buffer A, buffer B and a bank of the reference chip from it", () => {
    expect(cost(131_072, 64)).toMatchObject({ readPj: 91.9007, writePj: 181.54, kind: "cacti" });
    expect(cost(8_192, 32)).toMatchObject({ readPj: 10.7091, writePj: 24.32, kind: "cacti" });
  });

  it("is the geometric mean half way between two sizes, and between two widths, on logarithmic axes", () => {
    const halfSize = cost(16_384, 32);
    expect(halfSize.readPj).toBeCloseTo(Math.sqrt(10.7091 * 25.4355), 9);
    expect(halfSize).toMatchObject({ kind: "scaled", reasoning: expect.stringContaining("8192 and 32768 B at 32 B") });
    const quarter = cost(65_536, 64 * 1.25);
    const share = Math.log2(1.25);
    expect(quarter.writePj).toBeCloseTo(158.574 ** (1 - share) * 223.399 ** share, 6);
    expect(quarter.reasoning).toContain("65536 B at 64 and 128 B");
  });

  it("is bilinear between four points, and names them", () => {
    const middle = cost(16_384, 48);
    const share = Math.log2(1.5);
    const narrow = Math.sqrt(10.7091 * 25.4355);
    const wide = Math.sqrt(28.5301 * 36.6941);
    expect(middle.readPj).toBeCloseTo(narrow ** (1 - share) * wide ** share, 9);
    expect(middle.reasoning).toContain("8192 and 32768 B at 32 and 64 B");
  });

  it("lies between the corners of its cell, and goes one way along each side", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(fc.constantFrom(...cells()), fc.constantFrom(...figures), share, share, share, ({ sizes, widths }, figure, a, b, w) => {
      const at = (range: [number, number], part: number) => range[0] + (range[1] - range[0]) * part;
      const corners = sizes.flatMap((size) => widths.map((width) => pointAt(size, width)![figure]));
      const width = at(widths, w);
      const [first, near, far, last] = [0, Math.min(a, b), Math.max(a, b), 1].map((part) => cost(at(sizes, part), width)[figure]);
      const slack = 1e-9 * Math.max(...corners);
      const sign = Math.sign(last! - first!);
      expect(near).toBeGreaterThanOrEqual(Math.min(...corners) - slack);
      expect(near).toBeLessThanOrEqual(Math.max(...corners) + slack);
      for (const step of [near! - first!, far! - near!, last! - far!]) expect(step * sign).toBeGreaterThanOrEqual(-slack);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});

describe("memoryCost outside the grid", () => {
  it("makes the 96 B row of the collector of three 32 B ports, and the 128 B row of four", () => {
    const row = cost(1_536, 96);
    expect(row).toMatchObject({ kind: "assumed", areaUm2: 14_176.6, leakageMw: 1.53913 });
    expect(row.readPj).toBeCloseTo(3 * 8.48287, 9);
    expect(row.writePj).toBeCloseTo(3 * 10.7439, 9);
    expect(row.reasoning).toMatch(/upper bound/);
    const wide = cost(2_048, 128);
    expect(wide.readPj).toBeCloseTo(4 * cost(2_048, 32).readPj, 9);
    expect(wide.reasoning).toMatch(/4 parallel ports of 32 B.*between 1536 and 8192 B/);
  });

  it.each([
    [512, 32, /sizes 1024 to 1048576 B/],
    [1_535, 64.5, /from 8192 B at so wide a port/],
    [2_097_152, 32, /nothing is extrapolated unless energy.extrapolate/],
    [8_192, 4, /ports 8 to 128 B/],
    [8_192, 256.5, /ports 8 to 128 B/],
  ])("has no price for %d B at %d B, and says why", (sizeBytes, accessBytes, reason) => {
    expect(memoryCost(grid, { sizeBytes, accessBytes })).toEqual({ reason: expect.stringMatching(reason) });
  });

  it("prolongs the nearest cell where it is told to, and says so", () => {
    const twice = cost(2_097_152, 32, true);
    const perOctave = (207.748 / 65.6439) ** (1 / 3);
    expect(twice.readPj).toBeCloseTo(207.748 * perOctave, 6);
    expect(twice).toMatchObject({ kind: "assumed", reasoning: expect.stringMatching(/^extrapolated.*131072 and 1048576 B at 16 and 32 B/) });
    expect(cost(8_192, 4, true)).toMatchObject({ kind: "assumed", reasoning: expect.stringContaining("8 and 16 B") });
  });

  it("prices what lies in the grid alike, told or not", () => {
    for (const [size, width] of [[8_192, 32], [20_000, 48], [1_536, 96]] as const) expect(cost(size, width, true)).toEqual(cost(size, width));
  });
});
