import { describe, expect, test } from "vitest";
import { parseObjectives } from "../look/objective.ts";
import { gridRows, rowOf } from "../look/rows.fixture.ts";
import type { Row } from "../row.ts";
import { heatMapPlot } from "./heat-map-plot.ts";
import { parallelPlot } from "./parallel-plot.ts";
import type { PlotRequest } from "./plot-request.ts";
import { plotKinds, svgPlot } from "./plot.ts";
import { pngPicture } from "./png-picture.ts";
import { scatterPlot } from "./scatter-plot.ts";

const rows = gridRows();
const request: PlotRequest = { title: "designs", objectives: parseObjectives("cycles,area"), scale: "auto" };

describe("a scatter plot", () => {
  test("has the objectives as its axes, the front emphasised and joined", () => {
    const chart = scatterPlot(rows, request);
    expect([chart.x, chart.y]).toEqual([{ label: "cycles.perStep (cycle)", scale: "linear" }, { label: "area.total (µm²)", scale: "logarithmic" }]);
    expect(chart.points.filter(({ isEmphasised }) => isEmphasised)).toHaveLength(4);
    expect(chart.line!.points.map(([x]) => x)).toEqual([15_629, 31_254, 62_504, 125_004]);
    expect(chart.note).toBe("4 of 24 designs are in the Pareto front of cycles.perStep:min, area.totalUm2:min");
    expect(chart.points[0]!.name).toBe("array.rows=8 numerics.bits=4 array.dataflow=os\ncycles.perStep: 125004\narea.totalUm2: 7680");
  });

  test("does not join a front of other objectives", () => {
    expect(scatterPlot(rows, { ...request, objectives: parseObjectives("cycles,area,accuracy") })).not.toHaveProperty("line");
    expect(scatterPlot(rows, { ...request, y: "energy" })).not.toHaveProperty("line");
  });

  test("is coloured by names, few numbers as categories, many along a scale", () => {
    expect(scatterPlot(rows, { ...request, colour: "dataflow" }).colour).toMatchObject({ kind: "categories", names: ["os", "ws"] });
    expect(scatterPlot(rows, { ...request, colour: "bits" }).colour).toMatchObject({ kind: "categories", names: ["4", "6", "8"] });
    const scaled = scatterPlot(rows, { ...request, colour: "energy" });
    expect(scaled.colour).toMatchObject({ kind: "scale", label: "energy.total (µJ)" });
    expect(scaled.points[0]!.colour).toBe(rows[0]!.figures["energy.totalPj"]! * 1e-6);
  });

  test("has labels where they are asked for, of many points beside the front alone", () => {
    const labelled = (some: readonly Row[]) => scatterPlot(some, { ...request, labels: ["rows", "dataflow"] }).points.filter(({ label }) => label !== undefined);
    expect(labelled(rows)[0]!.label).toBe("8 os");
    expect(labelled(rows)).toHaveLength(24);
    expect(scatterPlot(rows, { ...request, labels: ["rows", "bits"] }).points[0]!.label).toBe("8×4");
    expect(labelled([...rows, rowOf({ "array.rows": 1, "array.dataflow": "is" }, { "cycles.perStep": 1e9, "area.totalUm2": 1e9 })])).toHaveLength(4);
    expect(scatterPlot(rows, request).points[0]).not.toHaveProperty("label");
  });

  test("refuses axes of names, and axes that nothing says", () => {
    expect(() => scatterPlot(rows, { ...request, x: "dataflow" })).toThrow(expect.objectContaining({ code: "invalid-value", path: "--x", remedy: expect.stringContaining("--colour array.dataflow") }));
    expect(() => scatterPlot(rows, { ...request, objectives: [], x: "energy" })).toThrow(expect.objectContaining({ code: "missing-value", path: "--y" }));
  });
});

test("parallel coordinates go through what varies and the objectives", () => {
  const chart = parallelPlot(rows, { ...request, colour: "dataflow" });
  expect(chart.axes.map(({ label }) => label)).toEqual(["rows", "bits", "dataflow", "cycles.perStep (cycle)", "area.total (µm²)"]);
  expect(chart.axes[0]).toEqual({ label: "rows", names: ["8", "16", "32", "64"] });
  expect(chart.axes[3]).toEqual({ label: "cycles.perStep (cycle)", scale: "linear" });
  expect(chart.lines[0]!.values).toEqual([0, 0, 0, 125_004, 7680]);
});

describe("a heat map", () => {
  test("has means in its cells, and says of how many", () => {
    const map = heatMapPlot(rows, { ...request, y: "dataflow" });
    expect(map.columns).toEqual({ label: "rows", names: ["8", "16", "32", "64"] });
    expect(map.cells).toHaveLength(8);
    expect(map.cells[0]).toMatchObject({ column: 0, row: 0, value: 125_006 });
    expect(map.note).toBe("each cell is the mean of up to 3 designs");
    expect(heatMapPlot(rows.slice(0, 12), request)).not.toHaveProperty("note");
  });

  test("leaves cells without a figure empty, and refuses too many", () => {
    const some = [rowOf({ a: 1, b: 1 }, { "cycles.perStep": 1 }), rowOf({ a: 2, b: 2 }, {})];
    expect(heatMapPlot(some, request).cells).toHaveLength(1);
    const many = Array.from({ length: 300 }, (_, a) => rowOf({ a, b: a % 2 }, { "cycles.perStep": a }));
    expect(() => heatMapPlot(many, request)).toThrow(expect.objectContaining({ code: "invalid-value", path: "--x" }));
  });
});

test.each(plotKinds)("%s is drawn as SVG and as PNG, with text", (kind) => {
  const svg = svgPlot(kind, rows, { ...request, ...(kind !== "heatmap" && { colour: "dataflow" }) });
  expect(svg).toContain("designs</text>");
  expect(svg).not.toMatch(/NaN|undefined/);
  const { bytes, hasText } = pngPicture(svg, 1);
  expect(String.fromCodePoint(...bytes.subarray(1, 4))).toBe("PNG");
  const plain = pngPicture(svg.replaceAll(/<text[^>]*>.*?<\/text>/g, ""), 1).bytes;
  expect(Buffer.compare(bytes, plain) !== 0).toBe(hasText);
});

test.each(plotKinds)("%s is the same whatever the order of the rows", (kind) => {
  const own = { ...request, ...(kind !== "heatmap" && { colour: "dataflow" }) };
  const renamed = rows.toReversed().map((row, at) => ({ ...row, id: `${at}` }));
  expect(svgPlot(kind, renamed, own)).toBe(svgPlot(kind, rows, own));
});

test("an empty set of rows is drawn empty", () => {
  for (const kind of ["scatter", "parallel"] as const) expect(svgPlot(kind, [], request)).toContain("</svg>");
});
