// A sound rule with momentum, and one rule per law that breaks it.
import type { Optimizer, UpdateBatch } from "@lnsim/contracts";

/** v' = 0.9 v + g, w' = w - lr v'. */
export function momentum(): Optimizer {
  return {
    id: "momentum",
    domain: "value",
    gridTop: "current-maximum",
    learningRate: 0.1,
    slots: [{ name: "velocity", initial: 0, decay: 0.9 }],
    actions: { multiply: 2, add: 2 },
    step({ learningRate, gradients, slots: [velocity], change }) {
      for (let i = 0; i < change.length; i++) {
        velocity[i] = 0.9 * velocity[i] + gradients[i];
        change[i] = -learningRate * velocity[i];
      }
    },
  };
}

/** The sound rule with something done after its step. */
function after(wrong: (batch: UpdateBatch) => void): Optimizer {
  const sound = momentum();
  return {
    ...sound,
    step(batch) {
      sound.step(batch);
      wrong(batch);
    },
  };
}

/** A rule that keeps its velocity to itself. */
function secretive(): Optimizer {
  const sound = momentum();
  const velocity = new Float64Array(1024);
  return { ...sound, slots: [], step: (batch) => sound.step({ ...batch, slots: [velocity.subarray(0, batch.change.length)] }) };
}

/** Breaks exactly what the law with its name says, and maybe others. */
export const brokenOptimizers: { readonly [law: string]: () => Optimizer } = {
  declaration: () => ({ ...momentum(), slots: [{ name: "velocity", initial: 0, decay: 1.5 }] }),
  "fixed-point": () => after(({ change, learningRate }) => change.forEach((each, i) => void (change[i] = each - learningRate * 1e-3))),
  descent: () => after(({ change }) => change.forEach((each, i) => void (change[i] = -each))),
  "learning-rate": () => after(({ change, slots }) => change.forEach((_, i) => void (change[i] = -0.1 * slots[0][i]))),
  finite: () => after(({ change, gradients }) => change.forEach((each, i) => void (change[i] = (each * gradients[i]) / gradients[i]))),
  "inputs-untouched": () => after(({ gradients }) => gradients.forEach((each, i) => void (gradients[i] = each / 2))),
  elementwise: () => after(({ change, gradients }) => change.forEach((each, i) => void (change[i] = each / (1 + Math.max(...gradients.map(Math.abs)))))),
  "slot-decay": () => ({ ...momentum(), slots: [{ name: "velocity", initial: 0, decay: 0.99 }] }),
  "no-hidden-state": secretive,
  checkpoint: secretive,
};
