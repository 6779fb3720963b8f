import { expect, test } from "vitest";
import { fullResult, op } from "../report/run-result.fixture.ts";
import { rooflinePicture } from "./roofline-picture.ts";

const cycles = fullResult.cycles!;
const chart = rooflinePicture(fullResult)!;
const series = (name: string) => chart.series.find((each) => each.name === name)!;

test("a dot for every product, a series for every pass, no lines between them", () => {
  expect(chart.series.map(({ name, line }) => [name, line])).toEqual([["fprop", "none"], ["dgrad", "none"], ["wgrad", "none"], ["1024 MACs/cycle", "solid"], ["128 B/cycle", "dashed"]]);
  expect(series("fprop").pointNames).toEqual(["fc1.fprop", "fc2.fprop"]);
  const [first] = series("fprop").points;
  expect(first).toEqual([25_690_112 / (4 * 28_000), 25_690_112 / 28_000]);
});

test("the roofs meet where memory is as fast as the multipliers, and no dot is above them", () => {
  expect(series("128 B/cycle").points.at(-1)).toEqual([8, 1024]);
  expect(series("1024 MACs/cycle").points[0]).toEqual([8, 1024]);
  for (const { points, line } of chart.series) {
    if (line === "none") for (const [x, y] of points) expect(y).toBeLessThanOrEqual(Math.min(1024, 128 * x));
  }
});

test("what has no multiply-accumulates is counted in the note", () => {
  expect(chart.note).toBe("4 operations of a step; 2 without multiply-accumulates, 10 % of the cycles, have no place here");
});

test("DRAM is one port for reads and writes; without a rate there is one roof", () => {
  const traffic = { dram: { readBytes: 300, writeBytes: 100 }, globalBuffer: { readBytes: 1, writeBytes: 1 } };
  const of = (changes: object) => rooflinePicture({ ...fullResult, cycles: { ...cycles, byOp: [op("fc1.fprop", 100, 40_000, { traffic })], ...changes } })!;
  expect(of({}).series[0]!.points).toEqual([[100, 400]]);
  expect(of({}).x.label).toBe("MACs per byte of DRAM");
  const flat = of({ peak: { macsPerCycle: 512, memoryBytesPerCycle: null } });
  expect(flat.series.map(({ name }) => name)).toEqual(["fprop", "512 MACs/cycle"]);
});

test("there is no picture without cycles or products", () => {
  expect(rooflinePicture({ ...fullResult, cycles: null })).toBeNull();
  expect(rooflinePicture({ ...fullResult, cycles: { ...cycles, byOp: [op("loss", 10, 0)] } })).toBeNull();
});
