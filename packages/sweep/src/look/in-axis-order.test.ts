import { expect, test } from "vitest";
import { inAxisOrder } from "./in-axis-order.ts";
import { gridRows, rowOf } from "./rows.fixture.ts";

test("rows are in the order of all their axes, whatever their ids and the order in which they come", () => {
  const rows = gridRows();
  const sorted = inAxisOrder(rows);
  const of = (path: string) => sorted.map(({ values }) => values[path]);
  expect(of("array.dataflow")).toEqual([...Array.from({ length: 12 }, () => "os"), ...Array.from({ length: 12 }, () => "ws")]);
  expect(of("array.rows").slice(0, 12)).toEqual([8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]);
  expect(of("numerics.bits").slice(0, 6)).toEqual([4, 6, 8, 4, 6, 8]);
  expect(inAxisOrder(rows.toReversed())).toEqual(sorted);
});

test("rows without a value on an axis stand behind those with one", () => {
  expect(inAxisOrder([rowOf({ b: 1 }, {}), rowOf({ a: 2, b: 1 }, {}), rowOf({ a: 1, b: 1 }, {})]).map(({ values }) => values["a"])).toEqual([1, 2, undefined]);
});
