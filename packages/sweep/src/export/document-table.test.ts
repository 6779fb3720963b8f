import { expect, test } from "vitest";
import { rowOf } from "../look/rows.fixture.ts";
import { documentTable } from "./document-table.ts";

const rows = [
  rowOf({ "numerics.update": "lns16", "bufferA.sizeBytes": 65_536 }, { "cycles.perStep": 64_173_210, "energy.totalPj": 1_131_456_789_012, "accuracy.test": 0.91234 }),
  rowOf({ "numerics.update": "lns8", "bufferA.sizeBytes": 131_072 }, { "cycles.perStep": 500, "energy.totalPj": null, "accuracy.test": 0.5 }),
  rowOf({ "bufferA.sizeBytes": 65_536 }, { "cycles.perStep": 7 }),
];

test("a table for a document has chosen columns, readable figures, and rows in the order of its axes", () => {
  const ids = rows.map(({ id }) => id.slice(0, 12));
  expect(documentTable(rows, ["update", "sizeBytes", "cycles", "energy", "accuracy"])).toBe(
    [
      "| id | update | size | cycles.perStep (cycle) | energy.total (J) | accuracy.test (%) |",
      "| --- | --- | ---: | ---: | ---: | ---: |",
      `| ${ids[2]} |  | 64 KiB | 7 |  |  |`,
      `| ${ids[1]} | lns8 | 128 KiB | 500 |  | 50 |`,
      `| ${ids[0]} | lns16 | 64 KiB | 64,173,210 | 1.131 | 91.23 |`,
      "",
    ].join("\n"),
  );
  expect(documentTable(rows, ["sizeBytes", "update"]).split("\n").slice(2, 5).map((line) => line.slice(2, 14))).toEqual([ids[2], ids[0], ids[1]]);
});

test("a column that there is none of is refused", () => {
  expect(() => documentTable(rows, ["updat"])).toThrow(expect.objectContaining({ code: "unknown-name", path: "--columns" }));
});
