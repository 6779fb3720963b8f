import { withDefaults } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine } from "@lnsim/numerics";
import { fullPrecision, observedValues, Trainer, type TensorObserver } from "@lnsim/training";
import { expect, test } from "vitest";
import { madam } from "./machine-arithmetic.ts";
import { convolutional, drawBatch, drawParameters, pooled, transformer, type SmallNetwork } from "./networks.ts";

const engine = createEngine();
const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

/** Batch norm in training reads the batch, so losses are those of training steps. */
function lossOf(network: SmallNetwork, initial: ReadonlyMap<string, Float32Array>, observe?: TensorObserver): number {
  const { model, input } = network;
  const trainer = new Trainer({ model, input, initial, arithmetic: fullPrecision(binary32), optimizer: madam(0.01), engine, seed: 1, ...(observe && { observe }) });
  const batch = drawBatch(network, 7, 2);
  return trainer.step(batch).lossSum / batch.labels.length;
}

test.each([
  ["convolutions, batch norm, pooling and residuals", convolutional],
  ["gelu and global pooling", pooled],
  ["a transformer", transformer],
])("gradients of %s are those of finite differences", (_, network) => {
  const initial = drawParameters(network, 4);
  const gradients = new Map<string, Float64Array>();
  lossOf(network, initial, (tensor) => void (tensor.role === "G" || tensor.role === "bias gradient" ? gradients.set(tensor.name, observedValues(tensor)) : 0));
  expect(gradients.size).toBe(initial.size);

  const step = 2 ** -8;
  let worst = 0;
  let largest = 0;
  for (const [name, values] of initial) {
    for (let i = 0; i < values.length; i += Math.ceil(values.length / 9)) {
      const shifted = (by: number): number => lossOf(network, new Map([...initial, [name, values.map((value, j) => value + (j === i ? by : 0))]]));
      const numeric = (shifted(step) - shifted(-step)) / (2 * step);
      const gradient = gradients.get(`${name}.grad`)![i];
      largest = Math.max(largest, Math.abs(gradient));
      worst = Math.max(worst, Math.abs(gradient - numeric));
      expect(Math.abs(gradient - numeric), `${name}[${i}]`).toBeLessThan(1.5e-3);
    }
  }
  expect(largest).toBeGreaterThan(20 * worst);
});
