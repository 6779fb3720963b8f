import { expect, test } from "vitest";
import { renderTable, type Column } from "./table.ts";

const columns: Column[] = [
  { title: "name", align: "left" },
  { title: "bits", align: "right" },
  { title: "description", align: "left", isFlexible: true },
];

test("columns are aligned under their titles", () => {
  expect(renderTable(columns, [["lns8", "8", "eight"], ["fp32", "32", "wide"]], "  ")).toBe(
    ["  name  bits  description", "  lns8     8  eight", "  fp32    32  wide"].join("\n"),
  );
});

test("a flexible column wraps at words where the table would be too wide, and nothing else changes", () => {
  const text = renderTable(columns, [["lns8", "8", "a sign and a logarithm of a few bits"], ["fp32", "32", "short"]], "", 40);
  expect(text.split("\n")).toEqual([
    "name  bits  description",
    "lns8     8  a sign and a logarithm of a",
    "            few bits",
    "fp32    32  short",
  ]);
});

test("every line keeps to the width when words allow", () => {
  const sentence = "logarithms of magnitudes in sixteen segments ".repeat(12).trim();
  for (const width of [40, 60, 80, 100]) {
    const lines = renderTable(columns, [["a", "1", sentence], ["bcd", "20", sentence]], "    ", width).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.join(" ").match(/sixteen/g)).toHaveLength(24);
  }
});

test("a flexible column in the middle leaves the others on the first line", () => {
  const middle: Column[] = [{ title: "", align: "left" }, { title: "", align: "left", isFlexible: true }, { title: "", align: "right" }];
  expect(renderTable(middle, [["x", "aaaaaaaaaa bbbbbbbbbb cccccccccc", "9"]], "", 26).split("\n")).toEqual([
    "x  aaaaaaaaaa  9",
    "   bbbbbbbbbb",
    "   cccccccccc",
  ]);
});
