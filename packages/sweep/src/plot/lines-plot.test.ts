import { expect, test } from "vitest";
import { parseObjectives } from "../look/objective.ts";
import { rowOf } from "../look/rows.fixture.ts";
import { linesPlot } from "./lines-plot.ts";
import type { PlotRequest } from "./plot-request.ts";

const request: PlotRequest = { title: "designs", objectives: [], scale: "auto" };
const row = (format: string, grid: string | undefined, accuracy: number, others: { readonly [path: string]: string | number } = {}) =>
  rowOf({ "numerics.format": format, ...(grid !== undefined && { "numerics.update": grid }), ...others }, { "accuracy.test": accuracy, "energy.totalPj": accuracy * 1e12 });
const rows = [row("lns8", "lns16", 0.9, { seed: 1 }), row("lns8", "lns16", 0.8, { seed: 2 }), row("lns8", "lns8", 0.5), row("int8", "lns10", 0.7), row("fp32", undefined, 0.95)];

test("a point is the mean of the designs at its place, with their span; those without a place are levels", () => {
  const chart = linesPlot(rows, { ...request, x: "update", y: "accuracy", colour: "format" });
  expect(chart.x).toEqual({ label: "update", names: ["lns8", "lns10", "lns16"] });
  expect(chart.colour.names).toEqual(["fp32", "int8", "lns8"]);
  expect(chart.panels).toHaveLength(1);
  const { y, lines, levels } = chart.panels[0]!;
  expect(y).toEqual({ label: "accuracy.test (%)", scale: "linear", domain: [expect.closeTo(50 - 0.03 * 45), expect.closeTo(95 + 0.03 * 45)] });
  expect(levels).toEqual([{ value: 95, colour: 0 }]);
  expect(lines.map(({ colour, points }) => [colour, points.map(({ at }) => at[0])])).toEqual([[1, [1]], [2, [0, 2]]]);
  expect(lines[1]!.points[1]).toMatchObject({ at: [2, expect.closeTo(85)], span: [80, 90], name: expect.stringContaining("(mean of 2)") });
  expect(chart.note).toBe("a point is the mean of up to 2 designs, its bar reaches from the lowest to the highest");
});

test("there is a panel for each value of the facet and each figure, objectives by default", () => {
  const chart = linesPlot(rows, { ...request, x: "update", facet: "format", colour: "seed", objectives: parseObjectives("accuracy,energy") });
  expect(chart.panels.map(({ title }) => title)).toEqual(["fp32", "int8", "lns8"].flatMap((name) => [`accuracy.test, format: ${name}`, `energy.total, format: ${name}`]));
  expect(chart.panels[1]!.y).toEqual({ label: "energy.total (mJ)", scale: "linear", domain: [0, expect.closeTo(950 * 1.04)] });
  expect(chart.panels[3]!.y).toEqual(chart.panels[1]!.y);
});

test("numbers across have their values as labels, and points in order", () => {
  const numbers = [24, 12, 16].map((bits) => rowOf({ "datapath.bits": bits, lut: 1 }, { "accuracy.test": bits / 24 }));
  const chart = linesPlot(numbers, { ...request, x: "bits", colour: "lut", y: "accuracy" });
  expect(chart.x).toEqual({ label: "bits", scale: "linear", ticks: [12, 16, 24] });
  expect(chart.panels[0]!.lines[0]!.points.map(({ at }) => at[0])).toEqual([12, 16, 24]);
  expect(chart).not.toHaveProperty("note");
  const doubled = [8, 2, 4].map((lanes) => rowOf({ lanes, lut: 1 }, { "accuracy.test": lanes }));
  expect(linesPlot(doubled, { ...request, x: "lanes", colour: "lut", y: "accuracy" }).x).toEqual({ label: "lanes", scale: "logarithmic", ticks: [2, 4, 8] });
});

test("sizes of memories are named with binary prefixes", () => {
  const sizes = [4096, 1024].map((size) => rowOf({ "bufferA.sizeBytes": size, "bufferB.sizeBytes": size * 1024 }, { "accuracy.test": size }));
  const chart = linesPlot(sizes, { ...request, x: "bufferA.sizeBytes", colour: "bufferB.sizeBytes", y: "accuracy" });
  expect([chart.x, chart.colour]).toEqual([{ label: "bufferA.size", names: ["1 KiB", "4 KiB"] }, { kind: "categories", label: "bufferB.size", names: ["1 MiB", "4 MiB"] }]);
  expect(chart.panels[0]!.lines.map(({ colour, points }) => [colour, points[0]!.at[0]])).toEqual([[0, 0], [1, 1]]);
});

test("what cannot be drawn is refused", () => {
  expect(() => linesPlot(rows, request)).toThrow(expect.objectContaining({ code: "missing-value", path: "--y" }));
  expect(() => linesPlot(rows, { ...request, y: "nothing" })).toThrow(expect.objectContaining({ code: "unknown-name", path: "--y" }));
  const many = Array.from({ length: 9 }, (_, i) => rowOf({ a: i, b: i }, { "accuracy.test": i }));
  expect(() => linesPlot(many, { ...request, y: "accuracy" })).toThrow(expect.objectContaining({ code: "invalid-value", path: "--colour" }));
});
