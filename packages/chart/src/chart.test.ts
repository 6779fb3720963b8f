import { describe, expect, test } from "vitest";
import { tickLabel } from "./axis-scale.ts";
import { svgBarChart, svgLineChart, textLineChart, type LineChart } from "./index.ts";

const chart: LineChart = {
  title: "Loss <of> a run",
  x: { label: "step", scale: "linear" },
  y: { label: "loss", scale: "logarithmic" },
  series: [
    { name: "LNS8", points: [[0, 2.3], [10, 1], [20, NaN], [30, 0.1]] },
    { name: "FP32", points: [[0, 2.2], [30, 0.2]], line: "dashed", marks: true },
  ],
  note: "seed 1",
};

describe("an SVG line chart", () => {
  const svg = svgLineChart(chart);

  test("names title, axes, series and note, escaped", () => {
    for (const text of ["Loss &lt;of&gt; a run", ">step<", ">loss<", ">LNS8<", ">FP32<", ">seed 1<"]) expect(svg).toContain(text);
  });

  test("has a gap where a point is not finite, dashes and marks where asked for", () => {
    const paths = [...svg.matchAll(/<path d="([^"]+)" fill="none"/g)].map(([, d]) => d!);
    expect(paths[0]!.match(/M/g)).toHaveLength(2);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(2);
  });

  test("puts larger values higher, on the logarithmic axis by their ratios", () => {
    const heights = svgLineChart({ ...chart, series: [{ name: "a", points: [[0, 1], [1, 10], [2, 100]] }] });
    const [d] = [...heights.matchAll(/<path d="([^"]+)" fill="none"/g)].map(([, path]) => path!);
    const ys = [...d!.matchAll(/[ML][\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
    expect(ys[0]! - ys[1]!).toBeCloseTo(ys[1]! - ys[2]!, 1);
    expect(ys[2]).toBeLessThan(ys[0]!);
  });

  test("draws nothing but its frame when there is nothing to show", () => {
    expect(svgLineChart({ ...chart, series: [{ name: "none", points: [] }] })).toContain("</svg>");
  });
});

describe("points without a line", () => {
  const dots: LineChart = { ...chart, y: { label: "rate", scale: "linear" }, series: [{ name: "ops", line: "none", marks: true, points: [[0, 0], [10, 10]], pointNames: ["first", "last <one>"] }] };

  test("are marks with names in SVG", () => {
    const svg = svgLineChart(dots);
    expect(svg).not.toContain('fill="none"/>');
    expect(svg).toMatch(/<circle [^>]+><title>first<\/title><\/circle>[^]*<title>last &lt;one&gt;<\/title>/);
  });

  test("are dots in a terminal, with nothing between them", () => {
    const cells = (line: "none" | "solid"): number => [...textLineChart({ ...dots, series: [{ ...dots.series[0]!, line }] }, { columns: 60, rows: 14 }).matchAll(/[\u2801-\u28ff]/g)].length;
    expect(textLineChart(dots, { columns: 60, rows: 14 })).toContain("⠶  ops");
    expect(cells("none")).toBe(2 + 1);
    expect(cells("solid")).toBeGreaterThan(10);
  });
});

test("bars stand on the axis, in proportion", () => {
  const svg = svgBarChart({ title: "codes", label: "code", heightLabel: "share", bars: [{ name: "0", height: 1 }, { name: "1", height: 4 }] });
  const heights = [...svg.matchAll(/<rect x="[^"]+" y="[^"]+" width="[^"]+" height="([^"]+)" fill="#0072b2"/g)].map(([, height]) => Number(height));
  expect(heights[1]! / heights[0]!).toBeCloseTo(4, 1);
});

describe("a text line chart", () => {
  const text = textLineChart({ ...chart, y: { label: "loss", scale: "linear" } }, { columns: 60, rows: 14 });

  test("fills its room and no more", () => {
    const lines = text.split("\n");
    expect(lines).toHaveLength(14);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });

  test("breaks a long legend between names, and gives it rows of the plot", () => {
    const names = ["descent", "multiplicative", "sign", "descent, bound", "multiplicative, bound", "sign, bound"];
    const series = names.map((name, index) => ({ name, points: [[0, index], [1, index + 1]] as const }));
    const paint = (cells: string): string => `<${cells}>`;
    const plain = textLineChart({ ...chart, y: { label: "error", scale: "linear" }, series }, { columns: 50, rows: 14, paint }).replaceAll(/[<>]/g, "");
    const lines = plain.split("\n");
    expect(lines).toHaveLength(14);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
    for (const name of names) expect(lines.filter((line) => line.includes(`── ${name}`)).length).toBeGreaterThan(0);
    expect(lines.at(-1)).toMatch(/\(error by step\)$/);
  });

  test("a falling line starts at the top and ends at the bottom", () => {
    const falling = textLineChart({ ...chart, y: { label: "loss", scale: "linear" }, series: [{ name: "a", points: [[0, 1], [1, 0]] }] }, { columns: 40, rows: 12 });
    const rows = falling.split("\n").slice(1, 9).map((line) => line.slice(line.indexOf("│") + 1));
    const firstDot = (row: string): number => row.search(/[⠁-⣿]/);
    expect(firstDot(rows[0]!)).toBe(0);
    expect(firstDot(rows[7]!)).toBeGreaterThan(firstDot(rows[3]!));
  });

  test("colours cells by their series", () => {
    const painted = textLineChart(chart, { columns: 60, rows: 14, paint: (cells, series) => `[${series}:${cells}]` });
    expect(painted).toContain("[0:── LNS8]");
    expect(painted).toMatch(/\[1:[⠁-⣿]/);
  });
});

test.each([[0, "0"], [0.05, "0.05"], [250, "250"], [2000, "2k"], [40_000, "40k"], [3e6, "3M"], [1e-6, "1e-6"], [1e12, "1e12"]])("labels %d as %s", (value, label) => {
  expect(tickLabel(value)).toBe(label);
});
