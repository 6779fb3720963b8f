import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { createTextDataset } from "@lnsim/trace";
import { describe, expect, test } from "vitest";
import { binary32 } from "./testing/binary32.ts";
import { blobs } from "./testing/blobs.ts";
import { integerFormat } from "./testing/integer-format.ts";
import { plainSgd } from "./testing/plain-sgd.ts";
import { fullPrecision, sameDatapaths, type Arithmetic } from "./arithmetic.ts";
import { draftTrace } from "./record.ts";
import { redrawn } from "./redrawn.ts";
import { replay, type ReplayOptions } from "./replay.ts";
import type { ObservedUpdate } from "./parameters/update-observer.ts";
import type { ReplayCheckpoint } from "./replay-run.ts";
import type { ObservedTensor } from "./tensor-observer.ts";

const data = blobs(90, 40);
const engine = createEngine();
const optimizer = plainSgd(0.5);
const dataset = { name: "blobs", package: "none", version: "1.0.0" };
const trace = draftTrace({ hidden: [8], data, dataset, epochs: 3, batchSize: 16, seed: 4, optimizer });
const format = integerFormat(60);
const arithmetic: Arithmetic = { ...fullPrecision(binary32), weights: format, activations: format, gradients: format, scalePolicy: "delayed" };
const options: ReplayOptions = { trace, data, engine, arithmetic, optimizer, seed: 1 };

/** Products of the test's integers in an accumulator that loses their last bits. */
function narrowDatapath(top: number): FixedAccumulateDatapath {
  const integers = Float64Array.from({ length: 2 * top + 1 }, (_, code) => code - top);
  return {
    kind: "fixed", description: "integers", vectorSize: 8, leftCodeCount: integers.length, rightCodeCount: integers.length, classes: 1,
    leftFactor: integers, leftClass: new Uint8Array(integers.length), head: integers, tail: null, cutBits: 0, fractionBits: 0,
    accumulator: { bits: 16, lsb: 3, rounding: "half-up", overflow: "saturate" }, productUnit: 1 / (top * top), costRecord: null, windowBits: 12,
  };
}

describe("resuming", () => {
  test("gives the bits of a run that was not interrupted, from any checkpoint", () => {
    const checkpoints: ReplayCheckpoint[] = [];
    const withMore = { ...options, diagnosedSteps: [2], clipNorm: 0.4, schedule: { warmUpSteps: 3, shape: { kind: "cosine", floor: 0 } } } as const;
    const whole = replay({ ...withMore, checkpoints: { every: 5, save: (checkpoint) => checkpoints.push(structuredClone(checkpoint)) } });
    expect(checkpoints.map(({ step }) => step)).toEqual([5, 10, 15, whole.steps]);
    for (const resume of checkpoints) expect(replay({ ...withMore, resume })).toEqual(whole);
    expect(whole.loss).not.toEqual(replay(options).loss);
  });

  test("goes on from the end of a shorter replay, every field as if it had been asked for at once", () => {
    const counting = { ...options, diagnosedSteps: [3, 6], arithmetic: { ...arithmetic, datapaths: sameDatapaths(narrowDatapath(60)) } };
    const saved: ReplayCheckpoint[] = [];
    const shorter = replay({ ...counting, diagnosedSteps: [3], steps: 4, checkpoints: { every: 3, save: (checkpoint) => saved.push(structuredClone(checkpoint)) } });
    expect(saved.map(({ step }) => step)).toEqual([3, 4]);
    expect(shorter.counts!.steps).toEqual([1, 4]);
    const whole = replay({ ...counting, steps: 7 });
    for (const resume of saved) expect(replay({ ...counting, steps: 7, resume })).toEqual(whole);
    expect(whole.counts!.steps).toEqual([1, 7]);
    // A checkpoint of the end asks for no second one.
    replay({ ...counting, steps: 4, resume: saved[1], checkpoints: { every: 3, save: (checkpoint) => saved.push(checkpoint) } });
    expect(saved).toHaveLength(2);
  });

  test("before the step of the checkpoint is a bug", () => {
    const saved: ReplayCheckpoint[] = [];
    replay({ ...options, steps: 4, checkpoints: { every: 4, save: (checkpoint) => saved.push(checkpoint) } });
    expect(() => replay({ ...options, steps: 3, resume: saved[0] })).toThrow("after step 4");
  });
});

test("a schedule is on every learning rate, from the first step on and whatever part of the trace is replayed", () => {
  const halved = { shape: { kind: "step", every: 1, factor: 0.5 } } as const;
  const exact = { ...options, arithmetic: fullPrecision(binary32) };
  const slower = (rate: number): number => replay({ ...exact, optimizer: plainSgd(rate), steps: 2 }).loss[1];
  expect(replay({ ...exact, schedule: { ...halved, warmUpSteps: 2 }, steps: 2 }).loss[1]).toBe(slower(0.25));
  const cosine = { shape: { kind: "cosine", floor: 0 } } as const;
  const whole = replay({ ...exact, schedule: cosine });
  expect(replay({ ...exact, schedule: cosine, steps: 5 }).loss).toEqual(whole.loss.slice(0, 5));
  const bySgd = { ...exact, arithmetic: fullPrecision(binary32, "sgd"), steps: 3 };
  expect(replay({ ...bySgd, schedule: halved }).loss).not.toEqual(replay(bySgd).loss);
});

describe("a closer look", () => {
  test("at a step changes nothing, and tells of every quantizer and product", () => {
    const result = replay({ ...options, diagnosedSteps: [1, 3] });
    expect({ ...result, diagnostics: [] }).toEqual(replay(options));
    expect(result.diagnostics.map(({ step }) => step)).toEqual([1, 3]);
    const [{ quantizers, gemms }] = result.diagnostics;
    expect(gemms.map(({ site }) => site)).toEqual(["fc1.fprop", "fc2.fprop", "fc2.dgrad", "fc2.wgrad", "fc1.wgrad"]);
    expect(quantizers.map(({ tensor }) => tensor)).toEqual([
      "fc1.weight", "fc2.weight", "input", "relu1.out", "fc2.out.grad", "fc1.out.grad", "fc1.weight.grad", "fc2.weight.grad",
    ]);
  });

  test("counts codes, zeros, underflow and clamps, and compares with exact sums", () => {
    const [, { quantizers, gemms }] = replay({ ...options, diagnosedSteps: [1, 3] }).diagnostics;
    const input = quantizers.find(({ tensor }) => tensor === "input")!;
    expect(input.elements).toBe(12 * 16);
    expect(input.histogram!.reduce((sum, count) => sum + count, 0)).toBe(input.elements);
    expect(input.histogram!.length).toBe(121);
    expect(input.sqnrDb).toBeGreaterThan(30);
    expect(quantizers.every(({ underflow, clamped }) => underflow >= 0 && clamped <= 1)).toBe(true);
    for (const { sqnrDb, largestShare, counts } of gemms) {
      expect(sqnrDb).toBeGreaterThan(120);
      expect(largestShare).toBeGreaterThan(0.1);
      expect(counts).toBeNull();
    }
  });
});

test("a redrawn trace has other weights and another order, and the seed in its recipe", () => {
  const other = redrawn(trace, data, 9);
  expect(other.parameters.get("fc1.weight")!.values).not.toEqual(trace.parameters.get("fc1.weight")!.values);
  expect(other.indices[0]).not.toEqual(trace.indices[0]);
  expect(other.header.recipe).toEqual({ ...trace.header.recipe, seed: 9 });
  expect(redrawn(trace, data, 4)).toEqual(trace);
});

test("a text trains a transformer: mean losses per character, in nats", () => {
  const text = createTextDataset("abcabdabeabfab".repeat(120), {}, { window: 8, path: "text" });
  const draft = draftTrace({ network: "char-transformer", data: text, dataset, epochs: 2, batchSize: 16, seed: 2, optimizer });
  const result = replay({ trace: draft, data: text, engine, arithmetic: fullPrecision(binary32), optimizer: plainSgd(0.05), seed: 1 });
  expect(result.loss[0]).toBeGreaterThan(1.3);
  expect(result.testLoss).toBeLessThan(0.8);
  expect(result.testAccuracy).toBeGreaterThan(0.6);
  expect(() => replay({ ...options, trace: draft })).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
});

test("an update is shown with what it begins from, and what the tensor is afterwards", () => {
  const stored = new Map<string, ReturnType<ObservedUpdate["after"]["codes"]["slice"]>>();
  const updates: ObservedUpdate[] = [];
  const note = ({ name, role, stored: found, step }: ObservedTensor): void => void (role === "update" && found !== null && stored.set(`${name} ${step}`, found.codes.slice()));
  const schedule = { warmUpSteps: 3, shape: { kind: "constant" } } as const;
  const onUpdate = { step: 2, observe: (update: ObservedUpdate) => updates.push({ ...update, gradient: update.gradient.slice() }) };
  const shown = replay({ ...options, steps: 3, schedule, onTensor: note, onUpdate });
  expect(updates.map(({ name, step, factor }) => [name, step, factor])).toEqual(["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"].map((name) => [name, 2, 2 / 3]));
  for (const { name, before, after, gradient } of updates) {
    expect([before.codes, after.codes]).toEqual([stored.get(`${name} 1`), stored.get(`${name} 2`)]);
    expect(gradient.some((value) => value !== 0)).toBe(true);
  }
  expect(updates.some(({ before, after }) => before.codes.some((code, place) => code !== after.codes[place]))).toBe(true);
  expect(shown).toEqual(replay({ ...options, steps: 3, schedule }));
});
