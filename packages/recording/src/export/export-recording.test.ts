import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PipelineSpec, assemble, pipeline } from "@lnsim/kernel/specimens";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobMachine } from "../job-machine.fixture.ts";
import { machineLayout } from "../machine-layout.ts";
import { createRecorder } from "../recorder.ts";
import type { Recording } from "../recording.ts";
import { type RecordingFormat, exportRecording } from "./export-recording.ts";
import type { ExportSelection } from "./selection.ts";

const header = { version: "1.2.3", machineHash: "", machine: "two parts", trace: 'of "one", step', gigahertz: 1.5, origin: {} };
const wire = { latency: 1, capacity: 3 };
const spec: PipelineSpec = { rounds: 1, tiles: 20, beats: 3, lastBeats: 2, slices: 2, sliceCycles: 2, outputs: 1, interval: 1, accessLatency: 2, data: wire, result: wire, controlLatency: 1, turnaround: 1 };

let recording: Recording;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-export-"));
  const kernel = assemble(pipeline(spec));
  const recorder = createRecorder({ header, jobs: { block: "array", activity: "job", workers: ["compute"], layout: machineLayout(kernel.machine) } });
  const detach = recorder.attachJob(1, kernel);
  kernel.run();
  detach();
  const outer = jobMachine({ turns: [{ wait: 7, job: 1 }, { wait: 2, job: 1 }], rounds: 5, cycles: [0, kernel.now, 0] }, "skip");
  recorder.attach(outer);
  outer.run();
  recorder.addOps([{ name: "conv1, first", pass: "fprop", shape: "gemm 1 x 2 x 3", from: 0, to: 300 }, { name: "conv2", pass: "fprop", shape: "", from: 300, to: outer.now }]);
  recorder.finish();
  recording = recorder.recording;
});
afterAll(() => rmSync(folder, { recursive: true }));

function exported(format: RecordingFormat, selection: ExportSelection = {}): Buffer {
  const pieces: Uint8Array[] = [];
  exportRecording(recording, format, selection, (bytes) => pieces.push(bytes));
  return Buffer.concat(pieces);
}

/** Cycles of each block in each activity, from what the timeline says. */
function expectedCycles(from: number, to: number): Record<string, number> {
  const { whole } = recording;
  const sums: Record<string, number> = {};
  const spent = whole.spent([...whole.layout.blocks.keys()], Float64Array.of(from, to));
  for (const [block, { name, activities }] of whole.layout.blocks.entries()) {
    for (const [activity, { name: what }] of activities.entries()) if (spent[block]![activity]! > 0) sums[`${name} ${what}`] = spent[block]![activity]!;
  }
  return sums;
}

function sumOf(rows: readonly { readonly key: string; readonly cycles: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { key, cycles } of rows) sums[key] = (sums[key] ?? 0) + cycles;
  return sums;
}

/** Fields that the trace event format asks of an event of each phase. */
const eventFields: { readonly [phase: string]: { readonly [field: string]: "string" | "number" | "object" } } = {
  M: { name: "string", pid: "number", args: "object" },
  X: { name: "string", cat: "string", pid: "number", tid: "number", ts: "number", dur: "number" },
  C: { name: "string", pid: "number", ts: "number", args: "object" },
};

describe("perfetto", () => {
  test("every event has the fields that the format asks for, and slices of a thread do not overlap", () => {
    const trace = JSON.parse(exported("perfetto").toString()) as { displayTimeUnit: string; traceEvents: Record<string, unknown>[] };
    expect(trace.displayTimeUnit).toBe("ns");
    const ends = new Map<string, number>();
    for (const event of trace.traceEvents) {
      const fields = eventFields[event["ph"] as string];
      expect(fields).toBeDefined();
      for (const [field, type] of Object.entries(fields!)) expect(typeof event[field], `${field} of ${JSON.stringify(event)}`).toBe(type);
      if (event["ph"] !== "X") continue;
      const thread = `${event["pid"]} ${event["tid"]}`;
      expect(Math.round((event["ts"] as number) * 1000)).toBeGreaterThanOrEqual(ends.get(thread) ?? 0);
      ends.set(thread, Math.round(((event["ts"] as number) + (event["dur"] as number)) * 1000));
    }
    expect(trace.traceEvents.filter(({ cat }) => cat === "job")).toHaveLength(10);
    expect(trace.traceEvents.filter(({ name }) => name === "conv1, first")).toHaveLength(1);
  });

  test("slices have the cycles of what is not idle", () => {
    const { traceEvents } = JSON.parse(exported("perfetto", { cycles: { from: 10, to: 400 } }).toString()) as { traceEvents: { ph: string; pid: number; tid: number; name: string; cat: string; dur: number }[] };
    const rows = traceEvents.filter(({ ph, pid }) => ph === "X" && pid === 2);
    const found = sumOf(rows.map(({ tid, name, dur }) => ({ key: `${recording.whole.layout.blocks[tid - 1]!.name} ${name}`, cycles: Math.round(dur * 1000) })));
    const { blocks } = recording.whole.layout;
    const isIdle = (key: string) => blocks.some(({ name, activities }) => activities.some((activity) => activity.class === "idle" && key === `${name} ${activity.name}`));
    expect(found).toEqual(Object.fromEntries(Object.entries(expectedCycles(10, 400)).filter(([key]) => !isIdle(key))));
  });
});

describe("tables", () => {
  test("CSV has the cycles of every block, ops and jobs cut at the ends, and quoted names", () => {
    const lines = exported("csv", { cycles: { from: 10, to: 400 } }).toString().trimEnd().split("\r\n");
    expect(lines[0]).toBe("kind,track,name,class,cause,from_cycle,to_cycle,value");
    expect(lines[1]).toBe('op,,"conv1, first",fprop,gemm 1 x 2 x 3,10,300,0');
    const rows = lines.filter((line) => line.startsWith("activity,")).map((line) => line.split(","));
    expect(sumOf(rows.map(([, track, name, , , from, to]) => ({ key: `${track} ${name}`, cycles: Number(to) - Number(from) })))).toEqual(expectedCycles(10, 400));
  });

  test("Parquet has the rows of the CSV", async () => {
    const bytes = exported("parquet", { blocks: /compute|drain/ });
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
    const lines = exported("csv", { blocks: /compute|drain/ }).toString().trimEnd().split("\r\n").slice(1);
    expect(rows.map((row) => Object.values(row).map((value) => (/[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value)).join(","))).toEqual(lines);
    expect(new Set(rows.filter(({ kind }) => kind === "activity").map(({ track }) => track))).toEqual(new Set(["compute", "drain"]));
    expect(rows.some(({ kind }) => kind === "level")).toBe(true);
  });
});

describe("vcd", () => {
  const values = (text: string) => {
    const names = new Map([...text.matchAll(/^\$var \w+ \d+ (\S+) (\S+) \$end$/gm)].map(([, id, name]) => [id!, name!]));
    const changes: { cycle: number; name: string; value: string }[] = [];
    let cycle = -1;
    for (const line of text.slice(text.indexOf("$enddefinitions $end") + 21).trimEnd().split("\n")) {
      if (line.startsWith("#")) {
        expect(Number(line.slice(1))).toBeGreaterThan(cycle);
        cycle = Number(line.slice(1));
        continue;
      }
      const [value, id] = line.split(" ") as [string, string];
      changes.push({ cycle, name: names.get(id)!, value: value.slice(1) });
    }
    return { changes, end: cycle };
  };

  test("signals have the cycles of every block", () => {
    const { changes, end } = values(exported("vcd", { cycles: { from: 10, to: 400 } }).toString());
    expect(end).toBe(400);
    const { blocks } = recording.whole.layout;
    const rows = blocks.flatMap(({ name }) => {
      const own = changes.filter((change) => change.name === name);
      expect(own[0]!.cycle).toBe(10);
      return own.map(({ cycle, value }, index) => ({ key: `${name} ${value.replaceAll("_", " ")}`, cycles: (own[index + 1]?.cycle ?? end) - cycle }));
    });
    expect(sumOf(rows)).toEqual(Object.fromEntries(Object.entries(expectedCycles(10, 400)).map(([key, cycles]) => [key.replaceAll("_", " "), cycles])));
  });

  const converter = hasConverter();
  test.skipIf(!converter)(`GTKWave converts it${converter ? "" : " (SKIPPED: no vcd2fst; install Debian's gtkwave)"}`, () => {
    const [vcd, fst] = [join(folder, "step.vcd"), join(folder, "step.fst")];
    writeFileSync(vcd, exported("vcd"));
    execFileSync("vcd2fst", [vcd, fst], { stdio: "pipe" });
    const back = execFileSync("fst2vcd", ["-f", fst], { encoding: "utf8" });
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(readFileSync(fst).length).toBeGreaterThan(100);
    expect(count(back, /^\$var/gm)).toBe(recording.whole.layout.blocks.length + recording.whole.layout.links.length);
    expect(back).toContain("between_jobs");
  });
});

test("what is outside the recording, matches nothing or is enormous is refused", () => {
  const { cycles } = recording.whole;
  expect(() => exported("csv", { cycles: { from: 0, to: cycles + 1 } })).toThrow("not in the recording");
  expect(() => exported("csv", { cycles: { from: 5, to: 5 } })).toThrow("not in the recording");
  expect(() => exported("csv", { blocks: /nobody/ })).toThrow("no block has such a name");
  const { whole } = recording;
  const crowded = { ...recording, ops: [], whole: { cycles, layout: whole.layout, changes: () => 1e7, sent: () => 0 } } as unknown as Recording;
  expect(() => exportRecording(crowded, "csv", {}, () => {})).toThrow("enormous");
});

function hasConverter(): boolean {
  try {
    execFileSync("sh", ["-c", "command -v vcd2fst && command -v fst2vcd"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}
