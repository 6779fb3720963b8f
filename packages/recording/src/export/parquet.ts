import { ParquetWriter } from "hyparquet-writer";
import type { Recording } from "../recording.ts";
import { ByteSink } from "./byte-sink.ts";
import { type ExportRow, visitRows } from "./export-rows.ts";
import type { Selected } from "./selection.ts";
import type { Write } from "./text-sink.ts";

const groupRows = 65536;
const texts = ["kind", "track", "name", "class", "cause"] as const;
const numbers = { from_cycle: "from", to_cycle: "to", value: "value" } as const;

/** Writes the rows of a selection as Parquet; cycles and values are doubles, exact below 2^53. */
export function writeParquet(recording: Recording, selected: Selected, write: Write): void {
  const sink = new ByteSink(write);
  const schema = [
    { name: "root", num_children: texts.length + Object.keys(numbers).length },
    ...texts.map((name) => ({ name, type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const, repetition_type: "REQUIRED" as const })),
    ...Object.keys(numbers).map((name) => ({ name, type: "DOUBLE" as const, repetition_type: "REQUIRED" as const })),
  ];
  const writer = new ParquetWriter({ writer: sink, schema });
  let rows: ExportRow[] = [];
  const flush = () => {
    if (rows.length === 0) return;
    const columnData = [
      ...texts.map((name) => ({ name, data: rows.map((row) => row[name]) })),
      ...Object.entries(numbers).map(([name, field]) => ({ name, data: Float64Array.from(rows, (row) => row[field]) })),
    ];
    void writer.write({ columnData, rowGroupSize: groupRows });
    rows = [];
  };
  visitRows(recording, selected, (row) => {
    rows.push(row);
    if (rows.length === groupRows) flush();
  });
  flush();
  void writer.finish();
}
