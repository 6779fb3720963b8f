import { expect, test } from "vitest";
import { gridRows } from "./rows.fixture.ts";
import { rowsWhere } from "./where.ts";

const rows = gridRows();

test("conditions hold together, values of one axis instead of each other", () => {
  expect(rowsWhere(rows, [])).toHaveLength(24);
  expect(rowsWhere(rows, ["array.dataflow=os", "bits=4,8"])).toHaveLength(8);
});

test.each([
  ["rows", "syntax"],
  ["rows=7", "invalid-value"],
  ["energy=7", "invalid-value"],
  ["colour=7", "unknown-name"],
])("refuses %s", (condition, code) => {
  expect(() => rowsWhere(rows, [condition])).toThrow(expect.objectContaining({ code, path: "--where" }));
});
