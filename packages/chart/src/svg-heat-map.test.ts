import { expect, test } from "vitest";
import { svgHeatMap, type HeatMap } from "./index.ts";

const map: HeatMap = {
  title: "energy",
  columns: { label: "rows", names: ["8", "16"] },
  rows: { label: "dataflow", names: ["os", "ws"] },
  cells: [
    { column: 0, row: 0, value: 1, name: "first" },
    { column: 1, row: 0, value: 55_555, name: "second" },
    { column: 1, row: 1, value: NaN, name: "unknown" },
  ],
  colour: { kind: "scale", label: "pJ", scale: "logarithmic", domain: [1, 55_555] },
};

test("cells stand in their columns and rows, coloured and written by their values; the others are empty", () => {
  const svg = svgHeatMap(map);
  const cells = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="(#\w+)"><title>(\w+)</g)].map(([, x, y, width, , fill, name]) => ({ x: Number(x), y: Number(y), width: Number(width), fill, name }));
  expect(cells.map(({ name, fill }) => [name, fill])).toEqual([["first", "#440154"], ["second", "#fde725"]]);
  expect(cells[1]!.x - cells[0]!.x).toBeCloseTo(cells[0]!.width, 1);
  expect(cells[1]!.y).toBe(cells[0]!.y);
  for (const text of [">55.6k<", ">8<", ">ws<", ">rows<", ">dataflow<"]) expect(svg).toContain(text);
});

test("many columns have fewer labels and no numbers", () => {
  const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
  const svg = svgHeatMap({ ...map, columns: { label: "rows", names } });
  expect(svg).not.toContain(">55.6k<");
  expect([...svg.matchAll(/>n\d+</g)].length).toBeLessThan(20);
});
