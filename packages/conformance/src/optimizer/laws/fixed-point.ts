import type { Law } from "../../law.ts";
import { changeOf, drawWeights, freshSlots, type OptimizerSubject } from "../subject.ts";

const length = 64;

/** Without gradients nothing is learned. */
export const fixedPoint: Law<OptimizerSubject> = {
  name: "fixed-point",
  sentence: "Zero gradients from the initial state change no weight; a rule with weight decay pulls every weight toward zero, and leaves those that are zero.",
  *check({ optimizer, random }) {
    const isValue = optimizer.domain === "value";
    const weights = drawWeights(optimizer, length, random("fixed-point"));
    const change = changeOf(optimizer, { weights, slots: freshSlots(optimizer, length) }, { step: 1, gradients: new Float64Array(length) });
    const decays = change.some((each, i) => each !== 0 && weights[i] !== 0);
    for (let i = 0; i < length; i++) {
      const pull = isValue ? Math.sign(change[i]) * Math.sign(weights[i]) : Math.sign(change[i]);
      const isFree = weights[i] === 0 && !isValue;
      const isRight = weights[i] === 0 ? change[i] === 0 : decays ? pull === -1 : change[i] === 0;
      if (isFree || isRight) continue;
      const expected = weights[i] === 0 ? "no change" : "no change of any weight, or a pull of all toward zero";
      yield { input: `a zero gradient at weight ${weights[i]}`, found: `change ${change[i]}`, expected };
    }
  },
};
