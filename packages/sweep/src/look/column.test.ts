import { expect, test } from "vitest";
import { columnNamed, labelOf } from "./column.ts";
import { gridRows, rowOf } from "./rows.fixture.ts";

const rows = gridRows();

test.each([
  ["array.rows", "array.rows", 8],
  ["bits", "numerics.bits", 4],
  ["area", "area.totalUm2", 8 * 8 * 4 * 30],
  ["accuracy.test", "accuracy.test", 0.955],
])("%s is %s", (name, full, value) => {
  const column = columnNamed(name, rows, "--x");
  expect(column.name).toBe(full);
  expect(column.of(rows[0]!)).toBeCloseTo(value as number, 12);
});

test("what a row does not have is null", () => {
  expect(columnNamed("accuracy", rows, "--x").of(rowOf({}, {}))).toBeNull();
  expect(columnNamed("bits", rows, "--x").of(rowOf({}, {}))).toBeNull();
});

test("names that nothing has are refused with the nearest", () => {
  expect(() => columnNamed("array.rws", rows, "--x")).toThrow(expect.objectContaining({ code: "unknown-name", path: "--x", nearest: "array.rows" }));
  const two = [rowOf({ "a.rows": 1, "b.rows": 2 }, {})];
  expect(() => columnNamed("rows", two, "--x")).toThrow(expect.objectContaining({ code: "unknown-name" }));
});

test("labels have units where there are any", () => {
  expect(["energy", "accuracy", "bits"].map((name) => labelOf(columnNamed(name, rows, "--x")))).toEqual(["energy.totalPj (pJ)", "accuracy.test", "numerics.bits"]);
});
