import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { Kernel } from "@lnsim/kernel";
import { type Assembly, type PipelineSpec, assemble, pipeline, pipelines, program, programs } from "@lnsim/kernel/specimens";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileStore } from "./file/file-store.ts";
import { openRecording } from "./open-recording.ts";
import { type Recorder, createFileRecorder, createRecorder } from "./recorder.ts";
import type { RecordedOp, Recording } from "./recording.ts";
import { StepRecorder } from "./step-recorder.ts";

const header = { version: "1.2.3", machineHash: "ab", machine: "specimen", trace: "none", gigahertz: 1.5, origin: { set: ["a=1"] } };
const options = { header, snapshotEvents: 300 };
const ops: readonly RecordedOp[] = [{ name: "conv1", pass: "fprop", shape: "gemm 1 x 2 x 3", from: 0, to: 10 }];

/** Long enough for a dozen skips. */
const spec: PipelineSpec = {
  rounds: 8,
  tiles: 40,
  beats: 6,
  lastBeats: 2,
  slices: 2,
  sliceCycles: 3,
  outputs: 2,
  interval: 1,
  accessLatency: 3,
  data: { latency: 2, capacity: 8 },
  result: { latency: 1, capacity: 3 },
  controlLatency: 1,
  turnaround: 1,
};

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-recording-"));
  path = join(folder, "step.lnrec");
});
afterAll(() => rmSync(folder, { recursive: true }));

function record(recorder: Recorder, kernel: Kernel): Recording {
  recorder.attach(kernel);
  kernel.run();
  recorder.addOps(ops);
  recorder.finish();
  return recorder.recording;
}

/** What a recording says of its step in some windows. */
function answers(recording: Recording, edges: Float64Array) {
  const { step } = recording;
  const blocks = [...step.layout.blocks.keys()];
  return {
    layout: step.layout,
    spent: step.spent(blocks, edges),
    counted: blocks.map((block) => step.counted(block, edges[0]!, edges.at(-1)!)),
    occupied: step.layout.links.map((_, link) => step.occupied(link, edges)),
    sources: Array.from(edges, (edge) => (edge < step.cycles ? step.source(edge) : null)),
    snapshots: Array.from(edges, (edge) => recording.snapshotBefore(null, edge)),
  };
}

/** Edges in a step of so many cycles, at parts of 999. */
const edgesIn = (cycles: number, parts: readonly number[]) => Float64Array.from(parts.map((part) => Math.floor((part / 999) * cycles))).toSorted();
const parts = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 2, maxLength: 8 });

test("a file says what memory says, while it is written and afterwards", () => {
  const assemblies: fc.Arbitrary<Assembly> = fc.oneof(pipelines.map(pipeline), programs.map((of) => program(of)));
  fc.assert(
    fc.property(assemblies, parts, fc.constantFrom(1, 300, undefined), (assembly, window, groupBytes) => {
      const memory = record(createRecorder(options), assemble(assembly));
      const recorder = new StepRecorder(options, new FileStore(path, groupBytes));
      const written = record(recorder, assemble(assembly));
      const file = openRecording(path);
      const edges = edgesIn(memory.step.cycles, window);
      const expected = answers(memory, edges);
      expect(answers(written, edges)).toEqual(expected);
      expect(answers(file, edges)).toEqual(expected);
      expect({ header: file.header, end: file.end, ops: file.ops, cycles: file.step.cycles }).toEqual({ header, end: { isWhole: true }, ops, cycles: memory.step.cycles });
      recorder.close();
      file.close();
    }),
    { seed: 7, numRuns: 40 },
  );
});

test("a file that is cut off anywhere opens up to its last whole chunk, and says so", () => {
  const recorder = new StepRecorder(options, new FileStore(path, 1));
  const whole = record(recorder, assemble(pipeline(spec)));
  const bytes = readFileSync(path);
  const cut = join(folder, "cut.lnrec");
  const known = new Set<number>();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
      writeFileSync(cut, bytes.subarray(0, length));
      const file = openIfAny(cut);
      if (file === null) return void expect(length).toBeLessThan(3000);
      if (file.end.isWhole) expect([file.step.cycles, length > bytes.length - 200]).toEqual([whole.step.cycles, true]);
      else expect(file.end.reason).toMatch(/ends after|breaks off/);
      known.add(file.step.cycles);
      expect(file.step.cycles).toBeGreaterThan(0);
      const edges = edgesIn(file.step.cycles, [0, 100, 500, 999]);
      expect(answers(file, edges).spent).toEqual(answers(whole, edges).spent);
      file.close();
    }),
    { seed: 8, numRuns: 150 },
  );
  expect(known.size).toBeGreaterThan(5);
  recorder.close();
});

test("a flipped bit is found out, or changes nothing", () => {
  const recorder = new StepRecorder(options, new FileStore(path, 4000));
  const whole = record(recorder, assemble(pipeline(spec)));
  recorder.close();
  const expected = answers(record(createRecorder(options), assemble(pipeline(spec))), edgesIn(whole.step.cycles, [0, 300, 999]));
  const bytes = readFileSync(path);
  const spoilt = join(folder, "spoilt.lnrec");
  let found = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 * bytes.length - 1 }), (bit) => {
      const copy = Uint8Array.from(bytes);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(spoilt, copy);
      const file = openIfAny(spoilt);
      if (file === null) return void found++;
      try {
        if (file.step.cycles === whole.step.cycles) expect(answers(file, edgesIn(whole.step.cycles, [0, 300, 999]))).toEqual(expected);
        if (!file.end.isWhole) found++;
      } catch (error) {
        if (!(error instanceof LnsimError)) throw error;
        expect(error.code).toBe("recording-corrupt");
        found++;
      } finally {
        file.close();
      }
    }),
    { seed: 9, numRuns: 200 },
  );
  expect(found).toBeGreaterThan(150);
});

test("what is recorded when a step is interrupted is kept, but for the cycle under way", () => {
  const kernel = assemble(pipeline(spec), { mode: "burst" });
  const recorder = createFileRecorder(path, options);
  recorder.attach(kernel);
  kernel.observe({
    cycle(cycle) {
      if (cycle > 500) throw new Error("stop here");
    },
  });
  expect(() => kernel.run()).toThrow("stop here");
  recorder.finish("interrupted");
  recorder.close();
  const file = openRecording(path);
  expect(file.end).toEqual({ isWhole: false, reason: "interrupted" });
  expect(file.step.cycles).toBeGreaterThan(500);
  const blocks = [...file.step.layout.blocks.keys()];
  expect(file.step.spent(blocks, Float64Array.of(0, file.step.cycles)).map((spent) => spent.reduce((sum, cycles) => sum + cycles))).toEqual(blocks.map(() => file.step.cycles));
  file.close();
});

test("a kernel goes on from a snapshot of a file as it did", () => {
  const recorder = createFileRecorder(path, options);
  const kernel = assemble(pipeline(spec), { mode: "burst" });
  record(recorder, kernel);
  recorder.close();
  const file = openRecording(path);
  const snapshot = file.snapshotBefore(null, 700)!;
  expect(snapshot.cycle).toBeGreaterThan(0);
  expect(snapshot.cycle).toBeLessThanOrEqual(700);
  expect(file.snapshotBefore(null, 0)).toBe(null);
  const other = assemble(pipeline(spec), { mode: "burst" });
  other.restore(snapshot);
  other.run();
  expect(other.snapshot()).toEqual(kernel.snapshot());
  file.close();
});

test("files that are no recordings, of another version, or cannot be written are the user's mistakes", () => {
  const codeOf = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return error instanceof LnsimError ? error.code : error;
    }
    return "no error";
  };
  const open = (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    return codeOf(() => openRecording(path));
  };
  expect(open(new TextEncoder().encode("hello"))).toBe("recording-corrupt");
  expect(open(new Uint8Array(0))).toBe("recording-corrupt");
  expect(() => openRecording(path)).toThrow("the file is no recording");
  const recorder = createFileRecorder(path, options);
  record(recorder, assemble(pipeline(spec)));
  recorder.close();
  const bytes = Uint8Array.from(readFileSync(path));
  bytes[8] = 99;
  expect(open(bytes)).toBe("recording-version");
  expect(codeOf(() => openRecording(join(folder, "none.lnrec")))).toBe("file-not-found");
  expect(codeOf(() => createFileRecorder(join(folder, "no", "folder.lnrec"), options))).toBe("file-unwritable");
  expect(codeOf(() => createFileRecorder("/dev/full", options))).toBe("file-unwritable");
});

function openIfAny(file: string) {
  try {
    return openRecording(file);
  } catch (error) {
    if (error instanceof LnsimError) return null;
    throw error;
  }
}
