import { describe, expect, test } from "vitest";
import { svgScatterChart, textScatterChart, type ScatterChart } from "./index.ts";

const chart: ScatterChart = {
  title: "designs <all>",
  x: { label: "cycles", scale: "linear" },
  y: { label: "energy", scale: "logarithmic" },
  points: [
    { at: [1, 100], colour: 0, name: "a & b", isEmphasised: true },
    { at: [2, 10], colour: 1, name: "c", isEmphasised: false },
    { at: [3, 1], colour: 0, name: "d", isEmphasised: false },
    { at: [3, NaN], colour: 0, name: "nowhere", isEmphasised: false },
  ],
  colour: { kind: "categories", label: "dataflow", names: ["os", "a name that is far too long for a legend"] },
  line: { name: "front", points: [[1, 100], [3, 1]] },
};

const circles = (svg: string) => [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" fill="([^"]+)" r="([\d.]+)"[^>]*><title>([^<]*)</g)].map(([, cx, cy, fill, r, name]) => ({ cx: Number(cx), cy: Number(cy), fill, r: Number(r), name }));

describe("an SVG scatter chart", () => {
  const svg = svgScatterChart(chart);

  test("places points by the axes, and leaves out what has no place", () => {
    const marks = circles(svg);
    expect(marks.map(({ name }) => name)).toEqual(["c", "d", "a &amp; b"]);
    const [c, d, ab] = marks;
    expect(c!.cx - ab!.cx).toBeCloseTo(d!.cx - c!.cx, 1);
    expect(c!.cy - ab!.cy).toBeCloseTo(d!.cy - c!.cy, 1);
    expect(ab!.cy).toBeLessThan(d!.cy);
  });

  test("colours by category, emphasises, and draws the line", () => {
    const [c, d, ab] = circles(svg);
    expect(ab!.fill).toBe(d!.fill);
    expect(c!.fill).not.toBe(d!.fill);
    expect(ab!.r).toBeGreaterThan(d!.r);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  });

  test("names everything, escaped, long names cut", () => {
    for (const text of ["designs &lt;all&gt;", ">cycles<", ">energy<", ">dataflow<", ">os<", ">front<", ">a name that is far too long for a legend</title>a name that is far to…<"]) expect(svg).toContain(text);
  });

  test("colours along a scale, grey where there is no value", () => {
    const scaled = svgScatterChart({ ...chart, colour: { kind: "scale", label: "area", scale: "linear", domain: [0, 1] }, points: chart.points.map((point, i) => ({ ...point, colour: [0, 1, NaN, 0][i]! })) });
    expect(circles(scaled).map(({ fill }) => fill)).toEqual(["#fde725", "#9a9a9a", "#440154"]);
    expect(scaled).toContain(">0.8<");
  });

  test("is drawn without points too", () => {
    expect(svgScatterChart({ ...chart, points: [], line: { name: "front", points: [] } })).toContain("</svg>");
  });

  test("counts the categories that have no room", () => {
    const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
    expect(svgScatterChart({ ...chart, colour: { kind: "categories", label: "n", names } })).toMatch(/>and \d+ more</);
  });
});

test("a text scatter chart has a series per category, and per part of a scale", () => {
  const layout = { columns: 70, rows: 16 };
  const text = textScatterChart(chart, layout);
  expect(text).toMatch(/── front {3}⠶ {2}os/);
  expect(text.split("\n")[0]).toBe("designs <all>");
  const scaled = textScatterChart({ ...chart, colour: { kind: "scale", label: "area", scale: "linear", domain: [0, 1] }, points: chart.points.map((point, i) => ({ ...point, colour: i })) }, layout);
  expect(scaled).toContain("area 0..0");
  expect(scaled).toContain("area 3..3");
});
