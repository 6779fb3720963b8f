import { createEngine } from "@lnsim/numerics";
import { decodeTrace, encodeTrace, type TraceContent } from "@lnsim/trace";
import { describe, expect, test } from "vitest";
import { binary32 } from "./testing/binary32.ts";
import { blobs } from "./testing/blobs.ts";
import { integerFormat } from "./testing/integer-format.ts";
import { plainSgd, signedMultiplicative } from "./testing/plain-sgd.ts";
import { fullPrecision } from "./arithmetic.ts";
import { draftTrace, recordTrace } from "./record.ts";
import { replay, type ReplayOptions, type ReplayProgress } from "./replay.ts";

const data = blobs(90, 40);
const engine = createEngine();
const optimizer = plainSgd(0.5);
const recipe = {
  name: "blobs",
  hidden: [8],
  data,
  dataset: { name: "blobs", package: "none", version: "1.0.0" },
  epochs: 3,
  batchSize: 16,
  seed: 4,
  optimizer,
};

function record(seed = 4): TraceContent {
  return recordTrace({ ...recipe, seed, binary32, engine })!;
}

function options(trace: TraceContent): ReplayOptions {
  return { trace, data, engine, arithmetic: fullPrecision(binary32), optimizer, seed: 1 };
}

describe("recording", () => {
  const trace = record();

  test("learns", () => {
    expect(trace.recorded!.loss[0]).toBeGreaterThan(1);
    expect(trace.recorded!.testAccuracy).toBeGreaterThan(0.9);
    expect(trace.recorded!.trainAccuracy).toBeGreaterThan(0.9);
  });

  test("gives the same bytes again, and others for another seed", () => {
    expect(encodeTrace(record())).toEqual(encodeTrace(trace));
    expect(encodeTrace(record(5))).not.toEqual(encodeTrace(trace));
  });

  test("draws every sample once an epoch", () => {
    for (const epoch of trace.indices) expect([...epoch].sort((a, b) => a - b)).toEqual(Array.from({ length: 90 }, (_, i) => i));
    expect([...trace.indices[0]]).not.toEqual([...trace.indices[1]]);
  });

  test("starts from uniform values within 1 / sqrt(inputs)", () => {
    const { values } = trace.parameters.get("fc1.weight")!;
    const bound = 1 / Math.sqrt(12);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...values)).toBeGreaterThan(0.9 * bound);
    expect(Math.min(...values)).toBeLessThan(-0.9 * bound);
    expect(trace.parameters.get("fc1.bias")!.values.some((value) => value !== 0)).toBe(true);
  });

  test("is a trace that can be read", () => {
    expect(decodeTrace(encodeTrace(trace)).header).toEqual(trace.header);
    expect(trace.header).toMatchObject({ name: "blobs", steps: 18 });
    expect(trace.header.source).toEqual({
      command: "lnsim trace record --model mlp --dataset blobs --epochs 3 --batch 16 --seed 4 --hidden 8 --optimizer test-sgd --data FOLDER --name blobs",
    });
  });

  test("ends with nothing when it is aborted", () => {
    expect(recordTrace({ ...recipe, binary32, engine, signal: { aborted: true } })).toBeNull();
  });
});

describe("replaying", () => {
  const trace = record();

  test("in full precision gives what was recorded, to the bit", () => {
    const result = replay(options(trace));
    expect(result.loss).toEqual(trace.recorded!.loss);
    expect(result).toMatchObject({ testAccuracy: trace.recorded!.testAccuracy, trainAccuracy: trace.recorded!.trainAccuracy });
    expect(result).toMatchObject({ steps: 18, counts: null, clamps: 0, notes: [], aborted: false });
  });

  test("fewer steps are the first ones", () => {
    const result = replay({ ...options(trace), steps: 7 });
    expect(result.loss).toEqual(trace.recorded!.loss.slice(0, 7));
    expect(result.testAccuracy).not.toBeNull();
  });

  test("no step at all evaluates the initial weights", () => {
    expect(replay({ ...options(trace), steps: 0 })).toMatchObject({ steps: 0, trainAccuracy: null, testAccuracy: expect.any(Number) });
  });

  test("progress rises from the first step to 1", () => {
    const seen: ReplayProgress[] = [];
    replay({ ...options(trace), onStep: (progress) => void seen.push(progress) });
    expect(seen.filter(({ phase }) => phase === "train").map(({ step }) => step)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    expect(seen.every((progress, i) => i === 0 || progress.done > seen[i - 1].done)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ phase: "evaluate", done: 1 });
  });

  test("a raised flag ends it after the batch, in training and in evaluation", () => {
    const signal = { aborted: false };
    const inTraining = replay({ ...options(trace), signal, onStep: ({ step }) => (signal.aborted = step === 5) });
    expect(inTraining).toMatchObject({ steps: 5, aborted: true, testAccuracy: null });
    expect(inTraining.loss).toEqual(trace.recorded!.loss.slice(0, 5));
    signal.aborted = false;
    const inEvaluation = replay({ ...options(trace), signal, onStep: ({ phase }) => (signal.aborted = phase === "evaluate") });
    expect(inEvaluation).toMatchObject({ steps: 18, aborted: true, testAccuracy: null });
  });

  test("data that the trace does not fit are refused", () => {
    const refused = (change: object) => () => replay({ ...options(trace), data: { ...data, ...change } });
    expect(refused({ input: { ...data.input, features: 11 } })).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
    expect(refused({ classes: 4 })).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
    expect(refused({ train: { ...data.train, count: 89 } })).toThrow(expect.objectContaining({ code: "dataset-invalid", found: "89 training samples" }));
  });

  test("a network that is updated by the numbers it stores differs from full precision, and still learns", () => {
    const arithmetic = { ...fullPrecision(binary32), update: integerFormat(2000), weights: integerFormat(50), activations: integerFormat(50) };
    const result = replay({ ...options(trace), arithmetic });
    expect(result.loss).not.toEqual(trace.recorded!.loss);
    expect(result.testAccuracy).toBeGreaterThan(0.9);
  });

  test("stochastic rounding depends on the seed and on nothing else", () => {
    const dithered = integerFormat(20);
    const encode: typeof dithered.encode = (values, max, rounding, out) => {
      const draw = rounding.mode === "stochastic" ? rounding.random.nextUint32() / 2 ** 32 : 0.5;
      for (let i = 0; i < values.length; i++) out[i] = 20 + Math.max(-20, Math.min(20, Math.floor((values[i] / max) * 20 + draw)));
    };
    const format = { ...dithered, encode };
    const everywhere = { ...fullPrecision(binary32), rounding: "stochastic", activations: format } as const;
    const inUpdates = { ...fullPrecision(binary32), updateRounding: "stochastic", update: format } as const;
    for (const arithmetic of [everywhere, inUpdates]) {
      const run = (seed: number) => replay({ ...options(trace), arithmetic, seed, steps: 4 }).loss;
      expect(run(1)).toEqual(run(1));
      expect(run(1)).not.toEqual(run(2));
    }
  });

  test("a diverging run is said to diverge, and ends", () => {
    const result = replay({ ...options(trace), optimizer: plainSgd(1e38) });
    expect(result.notes).toEqual([expect.stringMatching(/not a finite number from step \d+ on/)]);
  });
});

describe("notes", () => {
  const zeroBiases = (): TraceContent => {
    const draft = draftTrace(recipe);
    const parameters = new Map([...draft.parameters].map(([name, tensor]) =>
      [name, name.endsWith("bias") ? { ...tensor, values: new Float32Array(tensor.values.length) } : tensor] as const));
    return { ...draft, parameters };
  };

  test("biases that start at zero are trained by SGD under a multiplicative rule, and it is said", () => {
    const result = replay({ ...options(zeroBiases()), optimizer: signedMultiplicative(0.1, 10), steps: 2 });
    expect(result.notes).toEqual([expect.stringMatching(/plain SGD.*fc1\.bias, fc2\.bias/)]);
  });

  test("biases that are left with a multiplicative rule at zero are named", () => {
    const arithmetic = fullPrecision(binary32, "optimizer");
    const result = replay({ ...options(zeroBiases()), arithmetic, optimizer: signedMultiplicative(0.1, 10), steps: 2 });
    expect(result.notes).toEqual([expect.stringMatching(/start at zero.*fc1\.bias, fc2\.bias/)]);
  });

  test("updates below half a grid step are announced, but not with stochastic rounding", () => {
    const coarse = { ...binary32, log2: { gridPerOctave: 4, shift: () => {}, signs: () => {} } };
    const arithmetic = { ...fullPrecision(binary32), update: coarse };
    const run = (learningRate: number, updateRounding: "nearest-even" | "stochastic") =>
      replay({ ...options(draftTrace(recipe)), arithmetic: { ...arithmetic, updateRounding }, optimizer: signedMultiplicative(learningRate, 10), steps: 1 }).notes;
    expect(run(0.1, "nearest-even")).toEqual([expect.stringMatching(/rounded away.*0\.4 grid steps/)]);
    expect(run(0.125, "nearest-even")).toEqual([]);
    expect(run(0.1, "stochastic")).toEqual([]);
  });
});
