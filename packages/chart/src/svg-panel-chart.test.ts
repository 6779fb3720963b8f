import { describe, expect, test } from "vitest";
import { svgPanelChart, type PanelChart, type PanelPoint } from "./index.ts";

const point = (x: number, y: number, span: readonly [number, number] = [y, y]): PanelPoint => ({ at: [x, y], span, name: `${x} ${y}` });
const chart: PanelChart = {
  title: "accuracy <by> width",
  x: { label: "width (bit)", names: ["12", "16", "24"] },
  panels: [
    { title: "static", y: { label: "accuracy (%)", scale: "linear" }, lines: [{ colour: 0, points: [point(0, 10), point(1, 50, [40, 60]), point(2, 90)] }], levels: [{ value: 95, colour: 1 }] },
    { title: "calibrated", y: { label: "accuracy (%)", scale: "linear" }, lines: [{ colour: 1, points: [point(0, 90), point(2, 91)] }], levels: [] },
  ],
  colour: { kind: "categories", label: "format", names: ["lns8", "fp32"] },
  note: "two seeds",
};
const svg = svgPanelChart(chart);
const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="3.2" fill="(#\w+)"><title>([^<]+)/g)].map(([, cx, cy, fill, name]) => ({ cx: Number(cx), cy: Number(cy), fill, name }));

describe("small multiples", () => {
  test("name title, panels, axes, colours and note, escaped", () => {
    for (const words of ["accuracy &lt;by&gt; width", ">static<", ">calibrated<", ">format<", ">lns8<", ">fp32<", ">two seeds<"]) expect(svg).toContain(words);
    expect(svg.match(/>width \(bit\)</g)).toHaveLength(2);
    expect(svg.match(/>24</g)).toHaveLength(2);
  });

  test("stand side by side, each with an axis of its own upwards and the same across", () => {
    const [first, middle, last, left, right] = circles;
    expect([first!.cy > middle!.cy, middle!.cy > last!.cy]).toEqual([true, true]);
    expect(middle!.cx - first!.cx).toBeCloseTo(last!.cx - middle!.cx, 1);
    expect(right!.cx - left!.cx).toBeCloseTo(last!.cx - first!.cx, 1);
    expect(left!.cx).toBeGreaterThan(last!.cx);
    expect(left!.cy).toBeGreaterThan(right!.cy + 100);
  });

  test("have a whisker where a point is the middle of a span, and dashed levels", () => {
    const whiskers = [...svg.matchAll(/<line x1="([\d.]+)" x2="[\d.]+" y1="([\d.]+)" y2="([\d.]+)" stroke="#/g)].map(([, ...numbers]) => numbers.map(Number));
    expect(whiskers).toHaveLength(1);
    const [x, low, high] = whiskers[0]!;
    expect([x, (low! + high!) / 2]).toEqual([circles[1]!.cx, expect.closeTo(circles[1]!.cy, 1)]);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
  });

  test("go on in another row, and are drawn with one name and without lines too", () => {
    const heightOf = (text: string): number => Number(/height="(\d+)"/.exec(text)![1]);
    const many = svgPanelChart({ ...chart, panels: Array.from({ length: 5 }, () => chart.panels[0]!) });
    expect(heightOf(many)).toBe(heightOf(svg) + 292);
    expect(svgPanelChart({ ...chart, x: { label: "x", names: ["one"] }, panels: [{ ...chart.panels[0]!, lines: [], levels: [] }] })).not.toMatch(/NaN|undefined/);
  });
});
