import { createEngine } from "@lnsim/numerics";
import type { LayerSpec } from "@lnsim/trace";
import { Trainer, type Arithmetic, type MachineState } from "@lnsim/training";
import { expect, test } from "vitest";
import { lns, lns8Machine, madam } from "./machine-arithmetic.ts";
import { convolutional, drawBatch, drawParameters, transformer, type SmallNetwork } from "./networks.ts";

const engine = createEngine();
const dropped: SmallNetwork = { ...convolutional, model: convolutional.model.flatMap((layer): LayerSpec[] => (layer.name === "fc" ? [{ kind: "dropout", name: "drop", from: ["flat"], probability: 0.3 }, { ...layer, from: ["drop"] }] : [layer])) };

function create(network: SmallNetwork, changes: Partial<Arithmetic>, seed: number): Trainer {
  const { model, input } = network;
  return new Trainer({ model, input, initial: drawParameters(network, 4), arithmetic: lns8Machine(changes), optimizer: madam(0.02), engine, seed });
}

/** Losses of steps and evaluations: two batch sizes, so that plans are several. */
function run(trainer: Trainer, network: SmallNetwork, from: number, to: number): number[] {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    losses.push(trainer.step(drawBatch(network, step % 3 === 2 ? 5 : 8, step), 1 / (1 + step)).lossSum);
    losses.push(trainer.evaluate(drawBatch(network, 4, 100)).lossSum);
  }
  return losses;
}

const everything: Partial<Arithmetic> = { rounding: "stochastic", scalePolicy: "delayed", window: "calibrated", update: lns(12) };

test.each<[string, SmallNetwork, Partial<Arithmetic>]>([
  ["the default machine", convolutional, {}],
  ["stochastic rounding, delayed scales, a calibrated window, dropout and running statistics", dropped, everything],
  ["a transformer", transformer, everything],
  ["scales per channel", transformer, { ...everything, scales: sameScalesOf("channel") }],
])("%s goes on from a checkpoint as if it had not stopped", (_, network, changes) => {
  const whole = create(network, changes, 7);
  const states: MachineState[] = [whole.checkpoint()];
  const losses: number[] = [];
  for (let step = 0; step < 7; step++) {
    losses.push(...run(whole, network, step, step + 1));
    states.push(structuredClone(whole.checkpoint()));
  }
  expect(new Set(losses).size).toBeGreaterThan(7);
  for (const at of [0, 1, 3, 6]) {
    // Another seed: all that is drawn has to come from the checkpoint.
    const resumed = create(network, changes, 8);
    resumed.restore(states[at]);
    expect(run(resumed, network, at, 7), `from step ${at}`).toEqual(losses.slice(2 * at));
    expect(resumed.clamps).toBe(whole.clamps);
  }
});

test("the state of another network is refused", () => {
  expect(() => create(transformer, {}, 1).restore(create(convolutional, {}, 1).checkpoint())).toThrow("no state of");
});

function sameScalesOf(granularity: "channel"): Arithmetic["scales"] {
  const rule = { granularity, vectorSize: 1, grid: "float" } as const;
  return { weights: rule, activations: rule, gradients: rule, weightGradients: rule };
}
