import type { Law } from "../../law.ts";
import { applyChange, changeOf, drawGradients, drawWeights, firstDifference, freshSlots, type OptimizerSubject, type Tensor } from "../subject.ts";

const length = 48;
const before = 3;
const after = 3;

/** Weights, slots and the number of the step are all that a checkpoint needs. */
export const checkpoint: Law<OptimizerSubject> = {
  name: "checkpoint",
  sentence: "A run that continues from a copy of its weights and slots, by an optimizer made anew where one can be made, gives the bits of the run that went on.",
  *check({ optimizer, options, random }) {
    const tensor: Tensor = { weights: drawWeights(optimizer, length, random("checkpoint weights")), slots: freshSlots(optimizer, length) };
    const advance = (rule: typeof optimizer, of: Tensor, from: number, count: number): void => {
      for (let step = from; step < from + count; step++) {
        const change = changeOf(rule, of, { step, gradients: drawGradients(length, random(`checkpoint ${step}`)) });
        applyChange(rule, of.weights, change);
      }
    };
    advance(optimizer, tensor, 1, before);
    const saved: Tensor = { weights: tensor.weights.slice(), slots: tensor.slots.map((slot) => slot.slice()) };
    advance(optimizer, tensor, before + 1, after);
    advance(options.make?.(optimizer.id) ?? optimizer, saved, before + 1, after);
    const names = ["weights", ...optimizer.slots.map(({ name }) => `slot ${name}`)];
    for (const [index, went] of [tensor.weights, ...tensor.slots].entries()) {
      const continued = [saved.weights, ...saved.slots][index];
      const at = firstDifference(went, continued);
      if (at >= 0) yield { input: `${names[index]}[${at}] at step ${before + after}, from a checkpoint at ${before}`, found: String(continued[at]), expected: String(went[at]) };
    }
  },
};
