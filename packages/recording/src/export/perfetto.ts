import type { Recording } from "../recording.ts";
import { type ExportRow, linkName, visitRows } from "./export-rows.ts";
import type { Selected } from "./selection.ts";
import { TextSink, type Write } from "./text-sink.ts";

const stepProcess = 1;
const blockProcess = 2;
const linkProcess = 3;
const opThread = 1;
const jobThread = 2;

/**
 * Writes a selection in the JSON trace event format of Chrome and Perfetto: ops and jobs as slices of a process of their own, one
 * thread per block with a slice per interval that is not idle, one counter per link. One cycle is one nanosecond.
 */
export function writePerfetto(recording: Recording, selected: Selected, write: Write): void {
  const sink = new TextSink(write);
  const { machine, trace, version, gigahertz } = recording.header;
  sink.add(`{"displayTimeUnit":"ns","otherData":${JSON.stringify({ machine, trace, version, gigahertz, nanosecond: "1 cycle" })},"traceEvents":[\n`);
  let separator = "";
  const add = (event: Readonly<Record<string, unknown>>) => {
    sink.add(separator + JSON.stringify(event));
    separator = ",\n";
  };
  addNames(recording, selected, add);
  const threads = new Map(selected.blocks.map((block) => [recording.whole.layout.blocks[block]!.name, block + 1]));
  visitRows(recording, selected, (row) => {
    if (row.class !== "idle") add(eventOf(row, threads));
  });
  sink.add("\n]}\n");
  sink.end();
}

type Add = (event: Readonly<Record<string, unknown>>) => void;

function addNames({ whole }: Recording, { blocks, links }: Selected, add: Add): void {
  const name = (kind: string, pid: number, tid: number, args: Readonly<Record<string, unknown>>) => add({ ph: "M", name: kind, pid, tid, args });
  name("process_name", stepProcess, 0, { name: "step" });
  name("thread_name", stepProcess, opThread, { name: "ops" });
  name("thread_name", stepProcess, jobThread, { name: "jobs" });
  name("process_name", blockProcess, 0, { name: "blocks" });
  for (const block of blocks) {
    name("thread_name", blockProcess, block + 1, { name: whole.layout.blocks[block]!.name });
    name("thread_sort_index", blockProcess, block + 1, { sort_index: block });
  }
  if (links.length > 0) name("process_name", linkProcess, 0, { name: `messages on links such as ${linkName(whole, links[0]!)}` });
}

function eventOf({ kind, track, name, class: of, cause, from, to, value }: ExportRow, threads: ReadonlyMap<string, number>): Readonly<Record<string, unknown>> {
  const ts = from / 1000;
  const dur = (to - from) / 1000;
  if (kind === "level") return { ph: "C", name: track, pid: linkProcess, tid: 0, ts, args: { messages: value } };
  if (kind === "activity") return { ph: "X", name, cat: of, pid: blockProcess, tid: threads.get(track)!, ts, dur, ...(cause !== "" && { args: { cause } }) };
  if (kind === "job") return { ph: "X", name, cat: "job", pid: stepProcess, tid: jobThread, ts, dur };
  return { ph: "X", name, cat: of, pid: stepProcess, tid: opThread, ts, dur, args: { shape: cause } };
}
