import type { Recording } from "../recording.ts";
import { visitRows } from "./export-rows.ts";
import type { Selected } from "./selection.ts";
import { TextSink, type Write } from "./text-sink.ts";

/** Writes the rows of a selection as CSV (RFC 4180), with a line of names. */
export function writeCsv(recording: Recording, selected: Selected, write: Write): void {
  const sink = new TextSink(write);
  sink.add("kind,track,name,class,cause,from_cycle,to_cycle,value\r\n");
  visitRows(recording, selected, ({ kind, track, name, class: of, cause, from, to, value }) => {
    sink.add(`${kind},${quoted(track)},${quoted(name)},${of},${quoted(cause)},${from},${to},${value}\r\n`);
  });
  sink.end();
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
