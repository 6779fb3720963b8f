import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { type PipelineSpec, assemble, pipeline } from "@lnsim/kernel/specimens";
import { fileSource } from "@lnsim/trace";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pack, unpack } from "./chunk-codec.ts";
import { encodeFrame, encodeHeader, frameHeadBytes, frameTags } from "./file/frame.ts";
import { findFrames } from "./file/walk-frames.ts";
import { openRecording } from "./open-recording.ts";
import { createFileRecorder } from "./recorder.ts";

const header = { version: "0", machineHash: "", machine: "specimen", trace: "none", gigahertz: null, origin: {} };
const wire = { latency: 1, capacity: 3 };
const spec: PipelineSpec = { rounds: 3, tiles: 40, beats: 6, lastBeats: 2, slices: 2, sliceCycles: 3, outputs: 2, interval: 1, accessLatency: 3, data: wire, result: wire, controlLatency: 1, turnaround: 1 };

let folder: string;
let path: string;
let frames: readonly { readonly tag: number; readonly payload: Uint8Array }[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-hostile-"));
  path = join(folder, "step.lnrec");
  const kernel = assemble(pipeline(spec));
  const recorder = createFileRecorder(path, { header, snapshotEvents: 500 });
  recorder.attach(kernel);
  kernel.run();
  recorder.addOps([{ name: "a", pass: "fprop", shape: "", from: 0, to: 9 }]);
  recorder.finish();
  recorder.close();
  const bytes = readFileSync(path);
  const source = fileSource(path);
  frames = findFrames(source).places.map(({ tag, offset, sizeBytes }) => ({ tag, payload: Uint8Array.from(bytes.subarray(offset + frameHeadBytes, offset + sizeBytes)) }));
  source.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A payload with one of its numbers changed, inside its compression where it has one. */
function spoil(tag: number, payload: Uint8Array, at: number, value: number): Uint8Array {
  const isPacked = tag === frameTags.pieces;
  const bytes = Uint8Array.from(isPacked ? unpack(payload) : payload);
  bytes[Math.floor((at / 1e6) * bytes.length)] = value;
  return isPacked ? pack(bytes) : bytes;
}

/** What is visited one by one; a file of few bytes may truly have any number of copies. */
const most = 100_000;

/** Asks everything of a recording. */
function askAll(file: ReturnType<typeof openRecording>): void {
  const { step } = file;
  const edges = Float64Array.from({ length: 8 }, (_, edge) => Math.floor((edge / 7) * step.cycles));
  for (const block of step.layout.blocks.keys()) {
    step.spent([block], edges);
    step.counted(block, 0, step.cycles);
    if (step.changes(block, 0, step.cycles) < most) step.intervals(block, 0, step.cycles, () => {});
    if (step.cycles > 0) step.intervalAt(block, step.cycles - 1);
  }
  for (const link of step.layout.links.keys()) {
    step.occupied(link, edges);
    if (step.sent(link, 0, step.cycles) < most) step.levels(link, 0, step.cycles, () => {});
  }
  for (const edge of edges) if (edge < step.cycles) step.source(edge);
  file.snapshotBefore(null, step.cycles);
}

test("a file whose checksums are right and whose contents are not is refused, or answers something", () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 999_999 }), fc.nat({ max: 255 }), (which, at, value) => {
      const chosen = which % frames.length;
      const spoilt = frames.map(({ tag, payload }, index) => encodeFrame(tag, index === chosen ? spoil(tag, payload, at, value) : payload));
      writeFileSync(path, Buffer.concat([encodeHeader(), ...spoilt]));
      try {
        const file = openRecording(path);
        if (!file.end.isWhole) refused++;
        try {
          askAll(file);
        } finally {
          file.close();
        }
      } catch (error) {
        if (!(error instanceof LnsimError)) throw error;
        refused++;
      }
    }),
    { seed: 12, numRuns: 300 },
  );
  expect(refused).toBeGreaterThan(100);
});
