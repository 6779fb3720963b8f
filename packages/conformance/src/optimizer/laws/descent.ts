import type { Law } from "../../law.ts";
import { changeOf, freshSlots, type OptimizerSubject } from "../subject.ts";

/** Far from zero share of decay: what a gradient of this size asks outweighs it. */
const weight = 2 ** -20;

/** The first step is downhill. */
export const descent: Law<OptimizerSubject> = {
  name: "descent",
  sentence: "The first step from the initial state moves no weight along its gradient, and at least one weight against it.",
  *check({ optimizer }) {
    const size = optimizer.domain === "value" ? weight : 1;
    const weights = Float64Array.of(size, size, -size, -size);
    const gradients = Float64Array.of(1, -1, 1, -1);
    const change = changeOf(optimizer, { weights, slots: freshSlots(optimizer, 4) }, { step: 1, gradients });
    const uphill = change.map((each, i) => each * gradients[i] * (optimizer.domain === "value" ? 1 : weights[i]));
    for (let i = 0; i < 4; i++) {
      if (uphill[i] > 0) yield { input: `gradient ${gradients[i]} at weight ${weights[i]}`, found: `change ${change[i]}`, expected: "a change against the gradient" };
    }
    if (uphill.every((each) => each === 0)) yield { input: "gradients of 1 and -1", found: "no change of any weight", expected: "a change against the gradient" };
  },
};
