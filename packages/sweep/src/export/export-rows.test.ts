import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import type { Row } from "../row.ts";
import { exportFormats, exportRows } from "./export-rows.ts";

function rowOf(id: string, changes: Partial<Row> = {}): Row {
  return {
    id,
    values: { "array.rows": 8, dataflow: "os", "dram.on": true },
    machine: { name: "systolic", hash: "m" },
    trace: { name: "gemm:8,8,8", hash: "t" },
    figures: { "cycles.total": 0.1 + 0.2, "energy.totalPj": null, "area.totalUm2": null },
    notes: [],
    ...changes,
  };
}

const rows = [
  rowOf("b", { notes: ['a "note"', "of | two"], figures: { "cycles.total": 12, "energy.totalPj": 1e30 } }),
  rowOf("a", { values: { "array.rows": 16, dataflow: "ws,os" } }),
];

test("CSV has axes, figures that any row has, and quotes where they are needed", async () => {
  expect(await exportRows(rows, "csv")).toBe(
    [
      "id,array.rows,dataflow,dram.on,machine.name,machine.hash,trace.name,trace.hash,cycles.total,energy.totalPj,notes",
      'a,16,"ws,os",,systolic,m,"gemm:8,8,8",t,0.30000000000000004,,',
      'b,8,os,true,systolic,m,"gemm:8,8,8",t,12,1e+30,"a ""note""\nof | two"',
      "",
    ].join("\n"),
  );
});

test("JSON lines are the rows themselves", async () => {
  const text = String(await exportRows(rows, "jsonl"));
  expect(text.trimEnd().split("\n").map((line) => JSON.parse(line))).toEqual([rows[1], rows[0]]);
});

test("Markdown has units in its header", async () => {
  const [header, rule, first] = String(await exportRows(rows, "md")).split("\n");
  expect(header).toBe("| id | array.rows | dataflow | dram.on | cycles.total (cycle) | energy.totalPj (pJ) |");
  expect(rule).toBe("| --- | ---: | --- | ---: | ---: | ---: |");
  expect(first).toBe("| a | 16 | ws,os |  | 0.30000000000000004 |  |");
});

test("Parquet has doubles, flags and texts, and gives them back to the bit", async () => {
  const bytes = (await exportRows(rows, "parquet")) as Uint8Array;
  const read = await parquetReadObjects({ file: bytes.slice().buffer });
  expect(read[0]).toMatchObject({ id: "a", "array.rows": 16, dataflow: "ws,os", "dram.on": null, "cycles.total": 0.1 + 0.2, "energy.totalPj": null });
  expect(read[1]).toMatchObject({ id: "b", "dram.on": true, "energy.totalPj": 1e30, notes: 'a "note"\nof | two' });
});

test.each(exportFormats)("%s is the same bytes whatever the order of the rows, and there without any", async (format) => {
  expect(await exportRows(rows.toReversed(), format)).toEqual(await exportRows(rows, format));
  expect(await exportRows([], format)).toBeDefined();
});
