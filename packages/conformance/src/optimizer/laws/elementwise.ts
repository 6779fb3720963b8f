import type { Law } from "../../law.ts";
import { changeOf, drawGradients, drawWeights, freshSlots, type OptimizerSubject } from "../subject.ts";

const length = 60;
const chunk = 7;

/** The host cuts tensors where it likes. */
export const elementwise: Law<OptimizerSubject> = {
  name: "elementwise",
  sentence: "A step on a tensor equals the steps on its parts: every parameter's change follows from its own weight, gradient and state.",
  *check({ optimizer, random }) {
    const draw = random("elementwise");
    const weights = drawWeights(optimizer, length, draw);
    const gradients = drawGradients(length, draw);
    const whole = changeOf(optimizer, { weights, slots: freshSlots(optimizer, length) }, { step: 1, gradients });
    const slots = freshSlots(optimizer, length);
    for (let start = 0; start < length; start += chunk) {
      const end = Math.min(length, start + chunk);
      const part = { weights: weights.subarray(start, end), slots: slots.map((slot) => slot.subarray(start, end)) };
      const change = changeOf(optimizer, part, { step: 1, gradients: gradients.subarray(start, end) });
      for (let i = start; i < end; i++) {
        if (!Object.is(change[i - start], whole[i])) yield { input: `parameter ${i} in a part of ${end - start}`, found: `change ${change[i - start]}`, expected: `change ${whole[i]}, as in the whole` };
      }
    }
  },
};
