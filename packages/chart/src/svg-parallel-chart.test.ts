import { expect, test } from "vitest";
import { svgParallelChart, type ParallelChart } from "./index.ts";

const chart: ParallelChart = {
  title: "designs",
  axes: [
    { label: "rows", scale: "linear" },
    { label: "dataflow", names: ["os", "ws"] },
    { label: "energy", scale: "logarithmic" },
  ],
  lines: [
    { values: [8, 0, 1], colour: 0, name: "low", isEmphasised: true },
    { values: [16, 1, 100], colour: 1, name: "high", isEmphasised: false },
    { values: [12, NaN, 10], colour: NaN, name: "broken", isEmphasised: false },
  ],
  colour: { kind: "categories", label: "dataflow", names: ["os", "ws"] },
};

test("lines cross every axis at their values, with a gap where there is none", () => {
  const svg = svgParallelChart(chart);
  const lines = [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="(#\w+)" stroke-width="([\d.]+)"[^>]*><title>(\w+)</g)].map(([, d, , width, name]) => ({ d: d!, ys: [...d!.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y)), width, name }));
  expect(lines.map(({ name, width }) => [name, width])).toEqual([["high", "1.2"], ["broken", "1.2"], ["low", "2"]]);
  const [high, broken, low] = lines;
  expect(new Set(high!.ys).size).toBe(1);
  expect(new Set(low!.ys).size).toBe(1);
  expect(low!.ys[0]).toBeGreaterThan(high!.ys[0]!);
  expect(broken!.d.match(/M/g)).toHaveLength(2);
  expect(broken!.ys[0]).toBeCloseTo((low!.ys[0]! + high!.ys[0]!) / 2, 1);
  for (const text of [">rows<", ">os<", ">100<"]) expect(svg).toContain(text);
});

test("one axis and no lines are drawn too", () => {
  expect(svgParallelChart({ ...chart, axes: [{ label: "one", names: ["a"] }], lines: [] })).toContain("</svg>");
});
