import type { Law } from "../../law.ts";
import { changeOf, drawGradients, drawWeights, firstDifference, freshSlots, type OptimizerSubject } from "../subject.ts";

const length = 64;

/** Weights and gradients are read, not written. */
export const inputsUntouched: Law<OptimizerSubject> = {
  name: "inputs-untouched",
  sentence: "A step leaves weights and gradients as they were; it writes state and change.",
  *check({ optimizer, random }) {
    const draw = random("inputs-untouched");
    const weights = drawWeights(optimizer, length, draw);
    const gradients = drawGradients(length, draw);
    const [keptWeights, keptGradients] = [weights.slice(), gradients.slice()];
    changeOf(optimizer, { weights, slots: freshSlots(optimizer, length) }, { step: 1, gradients });
    const weight = firstDifference(weights, keptWeights);
    if (weight >= 0) yield { input: `weights[${weight}] after a step`, found: String(weights[weight]), expected: String(keptWeights[weight]) };
    const gradient = firstDifference(gradients, keptGradients);
    if (gradient >= 0) yield { input: `gradients[${gradient}] after a step`, found: String(gradients[gradient]), expected: String(keptGradients[gradient]) };
  },
};
