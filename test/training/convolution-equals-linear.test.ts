import { createEngine } from "@lnsim/numerics";
import type { InputSpec, LayerSpec } from "@lnsim/trace";
import { Trainer, type Arithmetic, type Batch } from "@lnsim/training";
import { expect, test } from "vitest";
import { lns8Machine, madam } from "./machine-arithmetic.ts";
import { drawBatch, drawParameters } from "./networks.ts";

const engine = createEngine();
const image: InputSpec = { kind: "image", features: 1, height: 4, width: 3 };
const vector: InputSpec = { kind: "image", features: 12, height: 1, width: 1 };

const relu = (name: string, from: string): LayerSpec => ({ kind: "relu", name, from: [from] });
const linear = (name: string, from: string, inputs: number, outputs: number): LayerSpec => ({ kind: "linear", name, from: [from], inputs, outputs, bias: true });
const conv = (name: string, from: string, size: { inputs: number; outputs: number; kernel: readonly [number, number] }): LayerSpec => ({
  kind: "conv2d", name, from: [from], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, bias: true, ...size,
});

const stacks = {
  linear: { input: vector, model: [linear("a", "input", 12, 8), relu("r", "a"), linear("b", "r", 8, 5), relu("s", "b"), linear("c", "s", 5, 3)] },
  conv: {
    input: image,
    model: [
      conv("a", "input", { inputs: 1, outputs: 8, kernel: [4, 3] }),
      relu("r", "a"),
      conv("b", "r", { inputs: 8, outputs: 5, kernel: [1, 1] }),
      relu("s", "b"),
      linear("c", "s", 5, 3),
    ],
  },
};

function train(name: keyof typeof stacks, arithmetic: Arithmetic, batch: Batch): number[] {
  const { input, model } = stacks[name];
  const initial = drawParameters({ ...stacks.linear, classes: 3 }, 6);
  const trainer = new Trainer({ model, input, initial, arithmetic, optimizer: madam(0.03), engine, seed: 1 });
  return Array.from({ length: 6 }, () => trainer.step(batch).lossSum);
}

test.each<[string, Partial<Arithmetic>]>([
  ["the default machine", {}],
  ["delayed scales and a calibrated window", { scalePolicy: "delayed", window: "calibrated" }],
])("a convolution over whole images is a linear layer, to the bit, on %s", (_, changes) => {
  const batch = drawBatch({ ...stacks.linear, classes: 3 }, 40, 3);
  const losses = train("linear", lns8Machine(changes), batch);
  expect(train("conv", lns8Machine(changes), batch)).toEqual(losses);
  expect(losses.at(-1)).toBeLessThan(losses[0]);
});
