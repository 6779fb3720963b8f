import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { type Kernel, MachineBuilder, type Observer, declareBlock, defineBlock } from "@lnsim/kernel";
import { createFileRecorder, openRecording, type Timeline } from "@lnsim/recording";
import { recordRun } from "@lnsim/simulator";
import type { Measurement } from "./measurement.ts";

const header = { version: "bench", machineHash: "", machine: "bench", trace: "random", gigahertz: null, origin: {} };
const blocks = 64;
const events = 4_000_000;
const bytesPerEvent = 11;
const megabyte = 1e6;
const columns = 180;

const shape = declareBlock({
  kind: "watched",
  ports: { in: { direction: "in" }, out: { direction: "out" } },
  activities: { idle: { class: "idle" }, a: { class: "work" }, b: { class: "work" }, c: { class: "stall", cause: "c" } },
});

/**
 * What recording costs: nanoseconds and bytes for each of random events, beside copying and compressing as many bytes as they have at least
 * (block, cycle within a chunk, activity); and size, opening and a timeline of all blocks of a training iteration.
 */
export async function benchRecording(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  try {
    return [...randomEvents(join(folder, "random.lnrec")), ...(await iteration(join(folder, "iteration.lnrec")))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function randomEvents(path: string): readonly Measurement[] {
  const limit = best(copyAndCompress);
  const silent = best(() => tell(watchedMachine(), silentObserver, newLedger()));
  const seconds = best(() => writeRandom(path)) - silent;
  const perEvent = statSync(path).size / events;
  const note = `copying and compressing ${bytesPerEvent} bytes an event`;
  return [
    { name: "recording random events to a file", value: events / seconds / 1e6, unit: "Mevent/s", limit: events / limit / 1e6, goal: { atLeastRatio: 0.5 }, note: `the limit: ${note}` },
    { name: "the same, CPU time of an event", value: (1e9 * seconds) / events, unit: "ns", limit: (1e9 * limit) / events, goal: { atMost: 50 }, note: "20 Mevent/s where nothing else runs" },
    { name: "the same, size of an event", value: perEvent, unit: "bytes", limit: null, goal: { atMost: 3 } },
  ];
}

async function iteration(path: string): Promise<readonly Measurement[]> {
  await recordRun({ machine: "lns-madam-chip", trace: "resnet50", numerics: false }, path);
  const opening = best(() => openRecording(path).close());
  const recording = openRecording(path);
  const { whole } = recording;
  const drawn = best(() => drawAll(whole), 8);
  const measured = [
    { name: "recording of a ResNet-50 iteration, size", value: statSync(path).size / megabyte, unit: "MB", limit: null, goal: { atMost: 100 }, note: `${whole.cycles.toExponential(1).replace("e+", "e")} cycles` },
    { name: "the same, opening, CPU time", value: 1e3 * opening, unit: "ms", limit: null, goal: { atMost: 1000 } },
    { name: `the same, ${columns} columns of all ${whole.layout.blocks.length} blocks, warm, CPU time`, value: 1e3 * drawn, unit: "ms", limit: null, goal: { atMost: 20 } },
  ] satisfies readonly Measurement[];
  recording.close();
  return measured;
}

function drawAll(whole: Timeline): void {
  whole.spent([...whole.layout.blocks.keys()], Float64Array.from({ length: columns + 1 }, (_, edge) => Math.floor((whole.cycles / columns) * edge)));
}

/** Shortest CPU time of some tries, in seconds. */
function best(action: () => void, tries = 3): number {
  return Math.min(
    ...Array.from({ length: tries }, () => {
      const before = process.cpuUsage();
      action();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    }),
  );
}

function copyAndCompress(): void {
  const chunk = new Uint8Array(32768 * bytesPerEvent);
  const random = randomNumbers();
  for (let at = 0; at < chunk.length; at += 3) chunk[at] = random() & 255;
  for (let written = 0; written < events; written += 32768) zstdCompressSync(chunk.slice(), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function writeRandom(path: string): void {
  const told: Observer[] = [];
  const ledger = newLedger();
  const kernel = watchedMachine();
  // Its blocks never wake: what is observed is made up here, and so is what the recorder holds it against.
  Object.assign(kernel, {
    observe: (observer: Observer) => (told.push(observer), () => {}),
    activityCycles: (block: number, activity: number) => ledger.cycles[4 * block + activity]! + (ledger.current[block] === activity ? kernel.now - ledger.since[block]! : 0),
  });
  const recorder = createFileRecorder(path, { header, snapshotEvents: 0 });
  recorder.attach(kernel);
  tell(kernel, told[0]!, ledger);
  recorder.finish();
  recorder.close();
}

function watchedMachine(): Kernel {
  const machine = new MachineBuilder();
  const kind = defineBlock(shape, () => {});
  for (let block = 0; block < blocks; block++) machine.add({ name: `block${block}`, kind });
  for (let block = 0; block < blocks; block++) machine.link({ from: [block, "out"], to: [(block + 1) % blocks, "in"], latency: 1, capacity: 64 });
  return machine.build({ mode: "burst" });
}

const silentObserver: Observer = { activity() {}, send() {}, pop() {}, cycle() {} };

interface Ledger {
  readonly cycles: Float64Array;
  readonly since: Float64Array;
  readonly current: Uint8Array;
}

function newLedger(): Ledger {
  return { cycles: new Float64Array(4 * blocks), since: new Float64Array(blocks), current: new Uint8Array(blocks) };
}

/** Changes of activities, messages sent and taken, at random. */
function tell(kernel: Kernel, observer: Observer, { cycles, since, current }: Ledger): void {
  const random = randomNumbers();
  const run = { link: 0, visibleAt: 0, count: 1, stride: 0, words: new Float64Array(4) };
  for (let event = 0; event < events; ) {
    const cycle = kernel.now;
    for (let of = 0; of < 4; of++, event++) {
      const chosen = random();
      const block = (chosen >>> 4) % blocks;
      if (of === 0) {
        run.link = block;
        run.visibleAt = cycle + 1;
        observer.send!(run);
      } else if (of === 1) observer.pop!(block, cycle, 1);
      else {
        observer.activity!(block, chosen & 3, current[block]!, cycle);
        cycles[4 * block + current[block]!]! += cycle - since[block]!;
        since[block] = cycle;
        current[block] = chosen & 3;
      }
    }
    kernel.now++;
    observer.cycle!(cycle, 4);
  }
}

function randomNumbers(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
