import { expect, test } from "vitest";
import { columnNamed } from "./column.ts";
import { rowOf } from "./rows.fixture.ts";
import { sortRows } from "./sort-rows.ts";

const rows = [rowOf({ n: 10 }, { macs: 5 }), rowOf({ n: 9 }, { macs: 7 }), rowOf({ n: 2 }, {}), rowOf({ n: 3 }, { macs: 5 })];
const order = (name: string, direction?: "descending") => sortRows(rows, columnNamed(name, rows, "--sort"), direction).map(({ values }) => values["n"]);

test("numbers sort by size, ties by id, what is missing stands last either way", () => {
  expect(order("n")).toEqual([2, 3, 9, 10]);
  expect(order("macs")).toEqual([10, 3, 9, 2]);
  expect(order("macs", "descending")).toEqual([9, 10, 3, 2]);
});
