import type { Law } from "../../law.ts";
import { applyChange, changeOf, drawGradients, drawWeights, firstDifference, freshSlots, type OptimizerSubject, type Tensor } from "../subject.ts";

const length = 48;
const steps = 4;

/** All state is in the slots. */
export const noHiddenState: Law<OptimizerSubject> = {
  name: "no-hidden-state",
  sentence: "The same inputs give the same changes: a tensor updated alone and one whose steps alternate with another tensor's agree to the bit.",
  *check({ optimizer, random }) {
    const gradients = Array.from({ length: steps }, (_, step) => drawGradients(length, random(`hidden ${step}`)));
    const start = (stream: string): Tensor => ({ weights: drawWeights(optimizer, length, random(stream)), slots: freshSlots(optimizer, length) });
    const run = (between: (step: number) => void): Float64Array[] => {
      const tensor = start("hidden weights");
      return gradients.map((each, index) => {
        const change = changeOf(optimizer, tensor, { step: index + 1, gradients: each });
        applyChange(optimizer, tensor.weights, change);
        between(index + 1);
        return change;
      });
    };
    const other = start("other weights");
    const alone = run(() => {});
    const interleaved = run((step) => void changeOf(optimizer, other, { step, gradients: drawGradients(length, random(`other ${step}`)) }));
    for (let step = 0; step < steps; step++) {
      const at = firstDifference(alone[step], interleaved[step]);
      if (at >= 0) yield { input: `step ${step + 1}, parameter ${at}, beside another tensor`, found: `change ${interleaved[step][at]}`, expected: `change ${alone[step][at]}, as alone` };
    }
  },
};
