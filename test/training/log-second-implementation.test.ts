import type { LogAccumulateDatapath } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import type { LayerSpec } from "@lnsim/trace";
import { createMachine, type Arithmetic, type ObservedTensor } from "@lnsim/training";
import { expect, test } from "vitest";
import { logMachine, sgd } from "./log-machine.ts";
import { NaiveLogNetwork, type NaiveSgd } from "./log-naive-network.ts";
import { LogScalars, qaa13Opposite, qaa13Same, type Log } from "./log-scalar.ts";
import { convolutional, drawBatch, drawParameters, pooled, type SmallNetwork } from "./networks.ts";

const engine = createEngine();

/** The norm without parameters; dropout before the last layer. */
const rarer: SmallNetwork = {
  ...pooled,
  model: pooled.model.flatMap((layer): LayerSpec[] => {
    if (layer.name === "gelu1") return [{ kind: "batch-norm", name: "gelu1", from: ["conv1"], features: 5, epsilon: 1e-5, momentum: 0.1, affine: false }];
    if (layer.name === "fc") return [{ kind: "dropout", name: "drop", from: ["pool"], probability: 0.25 }, { ...layer, from: ["drop"] }];
    return [layer];
  }),
};

const padded: SmallNetwork = {
  ...pooled,
  model: [
    { kind: "conv2d", name: "conv1", from: ["input"], inputs: 1, outputs: 3, kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1, bias: true },
    { kind: "average-pool", name: "pool1", from: ["conv1"], kernel: [3, 2], stride: [2, 1], padding: [1, 1] },
    { kind: "conv2d", name: "conv2", from: ["pool1"], inputs: 3, outputs: 5, kernel: [1, 1], stride: [2, 2], padding: [0, 0], dilation: [1, 1], groups: 1, bias: true },
    { kind: "max-pool", name: "pool2", from: ["conv2"], kernel: [2, 2], stride: [2, 2], padding: [1, 0] },
    { kind: "flatten", name: "flat", from: ["pool2"] },
    { kind: "linear", name: "fc", from: ["flat"], inputs: 10, outputs: 3, bias: false },
  ],
};

function scalarsOf({ fractionBits, bits, deltaSame, deltaOpposite, exponential, order }: LogAccumulateDatapath): LogScalars {
  const largest = 2 ** (bits - 3) - 1;
  const isPublished = bits === 13;
  return new LogScalars({
    fractionBits,
    largest,
    same: isPublished ? qaa13Same : (d) => deltaSame[d] ?? 0,
    opposite: isPublished ? qaa13Opposite : (d) => deltaOpposite[d] ?? 0,
    exponential: (x) => exponential[x + largest],
    order,
  });
}

const plain: NaiveSgd = { learningRate: 0.1, momentum: 0.9, weightDecay: 0, isDecayInside: true, isNesterov: false };

test.each<[string, SmallNetwork, Arithmetic, NaiveSgd]>([
  ["13/5, trees of 16, decay outside the momentum", convolutional, logMachine({ bits: 13, fractionBits: 5 }), { ...plain, weightDecay: 0.01, isDecayInside: false }],
  ["13/5, one after the other, Nesterov with decay inside", convolutional, logMachine({ bits: 13, fractionBits: 5, order: "ascending" }), { ...plain, weightDecay: 0.02, isNesterov: true }],
  ["16/8, a norm without parameters, a global pool, dropout", rarer, logMachine({ bits: 16, fractionBits: 8 }), plain],
  ["16/8, no momentum, padded pooling, a stride beyond the kernel", padded, logMachine({ bits: 16, fractionBits: 8 }), { ...plain, momentum: 0 }],
])("three steps equal a naive second implementation, code for code: %s", (_, network, arithmetic, rule) => {
  const { model, input } = network;
  const initial = drawParameters(network, 4);
  const { learningRate, momentum, weightDecay, isNesterov: nesterov } = rule;
  const optimizer = sgd({ learningRate, momentum, weightDecay, nesterov, decay: rule.isDecayInside ? "gradient" : "outside-momentum" });
  let seen = new Map<string, number[]>();
  const observe = ({ name, role, stored }: ObservedTensor): void => void seen.set(`${role} ${name}`, [...stored!.codes]);
  const machine = createMachine({ model, input, initial, arithmetic, optimizer, engine, seed: 3, observe });
  const scalars = scalarsOf(arithmetic.datapaths.fprop as LogAccumulateDatapath);
  const naive = new NaiveLogNetwork(scalars, { model, input, initial, sgd: rule, seed: 3 });
  const codes = (logs: readonly Log[]): number[] => logs.map((log) => scalars.code(log));

  for (const [step, factor] of [1, 0.5, 0.3].entries()) {
    const batch = drawBatch(network, step === 1 ? 5 : 7, step);
    seen = new Map();
    const before = new Map([...naive.parameters].map(([name, { weight }]) => [name, weight]));
    machine.step(batch, factor);
    naive.step(batch, factor);
    for (const { name, kind, from } of model) {
      if (kind !== "linear" && kind !== "conv2d") continue;
      const source = from[0] === "input" ? "input" : `${from[0]}.out`;
      expect(seen.get(`A ${source}`), source).toEqual(codes(naive.values.get(from[0])!.flat()));
      expect(seen.get(`E ${name}.out.grad`), name).toEqual(codes(naive.gradients.get(name)!.flat()));
      expect(seen.get(`W ${name}.weight`), name).toEqual(codes(before.get(`${name}.weight`)!));
    }
    for (const [name, { weight, gradient }] of naive.parameters) {
      expect(seen.get(`G ${name}.grad`) ?? seen.get(`bias gradient ${name}.grad`), name).toEqual(codes(gradient));
      expect(seen.get(`update ${name}`), name).toEqual(codes(weight));
    }
    const logits = codes(naive.values.get("fc")!.flat());
    expect(seen.get("logits fc.out")).toEqual(logits);
    expect(new Set(logits).size).toBeGreaterThan(5);
  }

  const batch = drawBatch(network, 4, 9);
  const logits = naive.forward(batch, false);
  const isHit = (label: number, column: number): boolean => logits.every((row) => !scalars.isGreater(row[column], logits[label][column]));
  expect(machine.evaluate(batch).correct).toBe([...batch.labels].filter(isHit).length);
  for (const [name, { mean, variance }] of naive.running) expect(machine.checkpoint()[`${name}.running`]).toEqual({ mean: Uint16Array.from(codes(mean)), variance: Uint16Array.from(codes(variance)) });
});
