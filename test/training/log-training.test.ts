import { withDefaults } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { createImageDataset, ImageSamples, mlpModel, vectorInput, type LayerSpec } from "@lnsim/trace";
import {
  createMachine,
  draftTrace,
  fullPrecision,
  observedValues,
  replay,
  type Arithmetic,
  type MachineState,
  type ObservedTensor,
  type TensorObserver,
  type TrainingMachine,
} from "@lnsim/training";
import { expect, test } from "vitest";
import { logMachine, sgd } from "./log-machine.ts";
import { lns8Machine, madam } from "./machine-arithmetic.ts";
import { convolutional, drawBatch, drawParameters, transformer, type SmallNetwork } from "./networks.ts";

const engine = createEngine();
const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");
const qaa16 = logMachine({ bits: 16, fractionBits: 8 });
const qaa13 = logMachine({ bits: 13, fractionBits: 5 });
const perceptron: SmallNetwork = { classes: 3, input: vectorInput(12), model: mlpModel([12, 16, 3]) };
const dropped: SmallNetwork = {
  ...convolutional,
  model: convolutional.model.flatMap((layer): LayerSpec[] => (layer.name === "fc" ? [{ kind: "dropout", name: "drop", from: ["flat"], probability: 0.3 }, { ...layer, from: ["drop"] }] : [layer])),
};

interface Given {
  readonly network: SmallNetwork;
  readonly arithmetic?: Arithmetic;
  readonly seed?: number;
  readonly optimizer?: ReturnType<typeof sgd>;
  readonly clipNorm?: number;
  readonly initial?: ReadonlyMap<string, Float32Array>;
  readonly observe?: TensorObserver;
}

function create({ network, arithmetic = qaa16, seed = 1, optimizer = sgd(), initial = drawParameters(network, 4), ...rest }: Given): TrainingMachine {
  const { model, input } = network;
  return createMachine({ model, input, initial, arithmetic, optimizer, engine, seed, ...rest });
}

test.each([["16/8", qaa16], ["13/5", qaa13]])("%s learns an easy data set, by a perceptron and by a small CNN", (_, arithmetic) => {
  for (const network of [perceptron, convolutional]) {
    const machine = create({ network, arithmetic, optimizer: sgd({ learningRate: 0.05 }) });
    const test = drawBatch(network, 200, 1000);
    const before = machine.evaluate(test).correct;
    for (let step = 0; step < 60; step++) machine.step(drawBatch(network, 32, step));
    expect(before).toBeLessThan(140);
    expect(machine.evaluate(test).correct).toBeGreaterThanOrEqual(198);
  }
});

test("a trace is replayed like on any machine; nothing is counted or examined, and there is nothing to note", () => {
  const draw = (count: number, part: string): ImageSamples => {
    const random = createRandom(3, part);
    const labels = Uint8Array.from({ length: count }, () => random.nextBelow(3));
    const images = Uint8Array.from({ length: count * 12 }, (_, i) => random.nextBelow(100) + (Math.floor((i % 12) / 4) === labels[Math.floor(i / 12)] ? 150 : 0));
    return new ImageSamples(images, labels);
  };
  const data = createImageDataset(vectorInput(12), { train: draw(300, "train"), test: draw(100, "test") }, {});
  const optimizer = sgd({ learningRate: 0.05 });
  const trace = draftTrace({ data, dataset: { name: "blobs", package: "none", version: "0" }, hidden: [8], epochs: 3, batchSize: 16, seed: 2, optimizer });
  const result = replay({ trace, data, engine, arithmetic: qaa13, optimizer, seed: 1, diagnosedSteps: [2] });
  expect(result).toMatchObject({ steps: 57, counts: null, clamps: 0, notes: [], diagnostics: [{ step: 2, quantizers: [], gemms: [] }] });
  expect(result.testAccuracy).toBeGreaterThan(0.97);
});

/** Gradients of the first step by parameter. */
function gradientsOf(given: Given): ReadonlyMap<string, Float64Array> {
  const gradients = new Map<string, Float64Array>();
  const observe = (tensor: ObservedTensor): void => {
    if (tensor.role === "G" || tensor.role === "bias gradient") gradients.set(tensor.name.replace(".grad", ""), observedValues(tensor));
  };
  create({ ...given, observe }).step(drawBatch(given.network, 16, 2));
  return gradients;
}

test("gradients are those of finite differences in binary32, as far as 16/8 carries", () => {
  const network = perceptron;
  const initial = drawParameters(network, 4);
  const gradients = gradientsOf({ network, initial });
  const lossOf = (parameters: ReadonlyMap<string, Float32Array>): number => create({ network, arithmetic: fullPrecision(binary32), initial: parameters }).step(drawBatch(network, 16, 2)).lossSum / 16;
  for (const [name, values] of initial) {
    const numeric = values.map((_, i) => {
      const shifted = (by: number): number => lossOf(new Map([...initial, [name, values.map((value, j) => value + (j === i ? by : 0))]]));
      return (shifted(2 ** -8) - shifted(-(2 ** -8))) / 2 ** -7;
    });
    const own = gradients.get(name)!;
    const [error, norm] = [Math.hypot(...numeric.map((value, i) => own[i] - value)), Math.hypot(...numeric)];
    expect(error / norm, name).toBeLessThan(0.03);
  }
});

test("gradients of convolutions, norms, pooling and residuals are those of binary32 where additions are exact to a fine grid", () => {
  const network = convolutional;
  const exact = gradientsOf({ network, arithmetic: fullPrecision(binary32) });
  const own = gradientsOf({ network, arithmetic: logMachine({ bits: 18, fractionBits: 10, addition: "exact" }) });
  expect(own.size).toBe(exact.size);
  for (const [name, values] of exact) {
    // A bias before a norm has no gradient but rounding errors.
    if (name === "conv1.bias") continue;
    expect(Math.hypot(...values.map((value, i) => own.get(name)![i] - value)) / Math.hypot(...values), name).toBeLessThan(0.04);
  }
});

/** Losses of steps and evaluations, with two batch sizes. */
function run(machine: TrainingMachine, network: SmallNetwork, from: number, to: number): number[] {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    losses.push(machine.step(drawBatch(network, step % 3 === 2 ? 5 : 8, step), 1 / (1 + step)).lossSum);
    losses.push(machine.evaluate(drawBatch(network, 4, 100)).lossSum);
  }
  return losses;
}

test("the same run gives the same losses, another seed others", () => {
  const losses = (seed: number): number[] => run(create({ network: dropped, seed }), dropped, 0, 4);
  expect(losses(7)).toEqual(losses(7));
  expect(losses(7)).not.toEqual(losses(8));
});

test.each([["momentum", sgd()], ["no momentum", sgd({ momentum: 0 })]])("a run with %s goes on from a checkpoint as if it had not stopped", (_, optimizer) => {
  const whole = create({ network: dropped, seed: 7, optimizer });
  const states: MachineState[] = [whole.checkpoint()];
  const losses: number[] = [];
  for (let step = 0; step < 5; step++) {
    losses.push(...run(whole, dropped, step, step + 1));
    states.push(structuredClone(whole.checkpoint()));
  }
  for (const at of [0, 1, 4]) {
    const resumed = create({ network: dropped, seed: 8, optimizer });
    resumed.restore(states[at]);
    expect(run(resumed, dropped, at, 5), `from step ${at}`).toEqual(losses.slice(2 * at));
  }
});

test("clipping scales all gradients down to one norm, and leaves smaller ones alone", () => {
  const moved = (clipNorm?: number): number => {
    const initial = drawParameters(perceptron, 4);
    let sum = 0;
    const observe = (tensor: ObservedTensor): void => {
      if (tensor.role === "update") observedValues(tensor).forEach((value, i) => (sum += (value - initial.get(tensor.name)![i]) ** 2));
    };
    create({ network: perceptron, optimizer: sgd({ learningRate: 1 }), initial, observe, ...(clipNorm !== undefined && { clipNorm }) }).step(drawBatch(perceptron, 16, 2));
    return Math.sqrt(sum);
  };
  expect(moved(1000)).toBe(moved());
  expect(moved()).toBeGreaterThan(0.5);
  expect(Math.abs(moved(0.25) / 0.25 - 1)).toBeLessThan(0.03);
});

test.each<[string, Partial<Given>, object]>([
  ["an optimizer other than SGD", { optimizer: madam(0.1) }, { code: "unsupported", path: "optimizer", found: "madam:learningRate=0.1" }],
  ["a layer without a definition", { network: transformer }, { code: "unsupported", path: "embed", message: expect.stringContaining("not in log arithmetic") }],
  ["an update grid of its own", { arithmetic: { ...qaa16, update: lns8Machine().update } }, { path: "update", remedy: expect.stringContaining("numerics.update=same") }],
  ["state of its own", { arithmetic: { ...qaa16, state: binary32 } }, { path: "state" }],
  ["stochastic rounding", { arithmetic: { ...qaa16, updateRounding: "stochastic" } }, { path: "updateRounding" }],
  ["biases off the format", { arithmetic: { ...qaa16, biases: "sgd" } }, { path: "biases" }],
  ["a pass in another arithmetic", { arithmetic: { ...qaa16, datapaths: { ...qaa16.datapaths, wgrad: lns8Machine().datapaths.wgrad } } }, { path: "datapaths.wgrad" }],
  ["a datapath of other codes", { arithmetic: { ...qaa16, datapaths: { ...qaa16.datapaths, dgrad: qaa13.datapaths.dgrad } } }, { path: "datapaths.dgrad" }],
])("%s is refused", (_, given, error) => {
  expect(() => create({ network: perceptron, ...given })).toThrow(expect.objectContaining({ name: "LnsimError", ...error }));
});
