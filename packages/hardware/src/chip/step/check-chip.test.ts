import { Pins } from "@lnsim/dataflow";
import { describe, expect, test } from "vitest";
import type { Op, TensorUse } from "../../workload/operation.ts";
import { buildChip, type Chip } from "../machine/build-chip.ts";
import { lowerProgram } from "../program/lower-program.ts";
import type { ChipProgram } from "../program/program.ts";
import type { TileOp } from "../program/tile-op.ts";
import { describeChip } from "../testing/describe-chip.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { slot } from "../sequencer/state.ts";
import { checkChip } from "./check-chip.ts";

const description = describeChip({ pe: { lanes: 8, vectorSize: 8 }, collector: { depth: 8 }, globalBuffer: { sizeBytes: 4096 }, dram: { channels: 2 } });
const ops: readonly Op[] = [
  { id: 0, name: "fc", kind: "gemm", pass: "fprop", m: 64, n: 48, k: 80, count: 2, after: [] },
  { id: 1, name: "back", kind: "gemm", pass: "dgrad", m: 40, n: 48, k: 64, activation: true, after: [0] },
  { id: 2, name: "step", kind: "update", pass: "update", elements: 3000, after: [1] },
];

/** Cut into many tiles, the last ones smaller. */
const pins = new Pins([
  { op: "fc", tile: { m: 24, n: 16, k: 16 }, order: ["m", "n", "k"] },
  { op: "back", tile: { m: 16, n: 16, k: 32 }, order: ["n", "m", "k"] },
]);

/** A run of the ops that is over. */
function finished(machine = description, step = ops, given = pins): { readonly program: ChipProgram; readonly chip: Chip } {
  const array = formulaArray(16);
  const program = lowerProgram(machine, array, step, given);
  const chip = buildChip(machine, array, program, { exact: "burst" });
  chip.kernel.run();
  return { program, chip };
}

const sound = finished();

const activations = (name: string, elements: number): TensorUse => ({ name, elements, storedAs: "activations" });
const stashing = describeChip({ ...description, globalBuffer: { ...description.globalBuffer, sizeBytes: 12288, stashBytes: 8192 } });
const chained: readonly Op[] = [
  { id: 0, name: "fc", kind: "gemm", pass: "fprop", m: 64, n: 48, k: 80, after: [], b: activations("in", 3840), out: activations("mid", 3072) },
  { id: 1, name: "out", kind: "gemm", pass: "fprop", m: 40, n: 48, k: 64, after: [0], b: activations("mid", 3072), out: activations("out", 1920) },
];

/** The same run with a counter of a block that is off. */
function miscounted(block: number, counter: string, by: number, chip = sound.chip): Chip {
  const kernel = Object.create(chip.kernel) as Chip["kernel"];
  kernel.counters = (asked) => {
    const counters = chip.kernel.counters(asked);
    return asked === block ? { ...counters, [counter]: counters[counter]! + by } : counters;
  };
  return { ...chip, kernel };
}

/** The same program with another op in place of one. */
function altered(index: number, change: Partial<TileOp>): ChipProgram {
  return { ...sound.program, ops: sound.program.ops.map((op, place) => (place === index ? { ...op, ...change } : op)) };
}

test("a sound run passes", () => {
  expect(() => checkChip(ops, sound.program, sound.chip)).not.toThrow();
  expect(sound.program.ops.map(({ trips }) => Math.max(...trips)).every((tiles) => tiles > 1)).toBe(true);
});

const { loadEngine, storeEngine, channels, array } = sound.chip.blocks;

test.each([
  ["a byte that the load engine lost", loadEngine, "bytes.fprop", -1, /bytes of the load engine in fprop/],
  ["one that it has moved for another pass", loadEngine, "bytes.wgrad", 1, /bytes of the load engine in wgrad/],
  ["a byte that the store engine lost", storeEngine, "bytes.dgrad", -1, /bytes of the store engine in dgrad/],
  ["a byte that a channel has read too often", channels[1]!, "readBytes.update", 1, /bytes read by the channels in update/],
  ["a byte that a channel has not written", channels[0]!, "writtenBytes.update", -1, /bytes written by the channels in update/],
  ["a job that was not done", array, "job0", -1, /the array did job 0 \d+ times, and the loop nests have it \d+ times/],
  ["one that was done twice", array, "job1", 1, /the array did job 1/],
] as const)("%s is found", (_, block, counter, by, message) => {
  expect(sound.chip.kernel.counters(block)[counter]).toBeDefined();
  expect(() => checkChip(ops, sound.program, miscounted(block, counter, by))).toThrow(message);
});

test("so is a tile that the loops do not have, and a job that is another one", () => {
  const [fc, back] = sound.program.ops;
  const [outer, middle, inner] = fc!.trips;
  const lost = altered(0, { trips: outer > 1 ? [outer - 1, middle, inner] : middle > 1 ? [outer, middle - 1, inner] : [outer, middle, inner - 1] });
  expect(() => checkChip(ops, lost, sound.chip)).toThrow(/the loop nests have/);
  expect(() => checkChip(ops, altered(0, { products: 1 }), sound.chip)).toThrow(/the loop nests have/);
  // Bytes and jobs agree with what was done, and yet it is not what was asked for.
  const more = ops.map((op) => (op.kind === "gemm" && op.id === 1 ? { ...op, k: op.k + 1 } : op));
  expect(() => checkChip(more, sound.program, sound.chip)).toThrow(/back: its tiles have \d+ multiply-accumulates/);
  const fewer = ops.map((op) => (op.kind === "update" ? { ...op, elements: 2999 } : op));
  expect(() => checkChip(fewer, sound.program, sound.chip)).toThrow(/step: its tiles have 0 multiply-accumulates and 3000 results/);
  expect(() => checkChip(ops, altered(1, { jobs: back!.jobs.map((job) => (job < 0 ? job : fc!.jobs.find((other) => other >= 0)!)) }), sound.chip)).toThrow();
});

test("so is what has not come to rest, and an array at work that has no job", () => {
  const { sequencer } = sound.chip.blocks;
  const kernel = Object.create(sound.chip.kernel, { state: { value: sound.chip.kernel.state.slice() } }) as Chip["kernel"];
  kernel.state[kernel.base(sequencer) + slot.halvesB] = 1;
  expect(() => checkChip(ops, sound.program, { ...sound.chip, kernel })).toThrow(/halves of region b in use at the end of the run: 1/);
  const busy = Object.create(sound.chip.kernel) as Chip["kernel"];
  busy.activityCycles = (block, activity) => sound.chip.kernel.activityCycles(block, activity) + 1;
  expect(() => checkChip(ops, sound.program, { ...sound.chip, kernel: busy })).toThrow(/the array was at work in \d+ cycles/);
});

describe("of a stash", () => {
  const { program, chip } = finished(stashing, chained, new Pins([]));
  const stash = chip.blocks.stash!;
  const moved = { ...program, stash: { ...program.stash!, stayed: program.stash!.stayed.map((tensor) => ({ ...tensor, offset: 0 })) } };

  test("a sound run passes, with traffic in it", () => {
    expect(program.stash!.stayed.map(({ name }) => name)).toEqual(["mid", "out"]);
    expect(chip.kernel.counters(stash)).toMatchObject({ "writtenBytes.fprop": 3072 + 1920 });
    expect(chip.kernel.counters(stash)["readBytes.fprop"]).toBeGreaterThanOrEqual(3072);
    expect(() => checkChip(chained, program, chip)).not.toThrow();
  });

  test.each([
    ["readBytes.fprop", 1, /bytes read from the stash in fprop/],
    ["writtenBytes.update", 1, /bytes written to the stash in update/],
    ["readWords.fprop", -1, /words read from the stash in fprop/],
    ["writtenWords.fprop", 1, /words written to the stash in fprop/],
  ] as const)("%s that is off is found", (counter, by, message) => {
    expect(() => checkChip(chained, program, miscounted(stash, counter, by, chip))).toThrow(message);
  });

  test("so are cycles that its words do not take, two tensors in one place, and one beyond the end", () => {
    const kernel = Object.create(chip.kernel) as Chip["kernel"];
    kernel.activityCycles = (block, activity) => chip.kernel.activityCycles(block, activity) + (block === stash ? 1 : 0);
    expect(() => checkChip(chained, program, { ...chip, kernel })).toThrow(/the stash did "read" in \d+ cycles/);
    expect(() => checkChip(chained, moved, chip)).toThrow("out and mid are in one place of the stash");
    expect(() => checkChip(chained, { ...program, stash: { ...program.stash!, capacityBytes: 4992 - 1 } }, chip)).toThrow("out does not fit its place in the stash");
  });
});
