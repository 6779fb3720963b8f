import type { Law } from "../../law.ts";
import { changeOf, drawGradients, drawWeights, freshSlots, type OptimizerSubject } from "../subject.ts";

const length = 64;

/** The rate is the batch's, since schedules are the host's. */
export const learningRate: Law<OptimizerSubject> = {
  name: "learning-rate",
  sentence: "A step uses the batch's learning rate: at 0 nothing changes, and at a hundredth of the rule's own less does.",
  *check({ optimizer, random }) {
    const draw = random("learning-rate");
    const weights = drawWeights(optimizer, length, draw);
    const gradients = drawGradients(length, draw);
    const at = (rate: number): Float64Array => changeOf(optimizer, { weights, slots: freshSlots(optimizer, length) }, { step: 1, gradients, learningRate: rate });
    const still = at(0);
    const moved = still.findIndex((change) => Math.abs(change) !== 0);
    if (moved >= 0) yield { input: `learningRate 0, gradient ${gradients[moved]}`, found: `change ${still[moved]}`, expected: "no change" };
    const total = (rate: number): number => at(rate).reduce((sum, change) => sum + Math.abs(change), 0);
    const [slow, own] = [total(optimizer.learningRate / 100), total(optimizer.learningRate)];
    if (!(slow < own)) yield { input: `learningRate ${optimizer.learningRate / 100}`, found: `changes of ${slow} in all`, expected: `less than the ${own} at ${optimizer.learningRate}` };
  },
};
