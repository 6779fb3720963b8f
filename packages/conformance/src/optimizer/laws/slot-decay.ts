import type { Law } from "../../law.ts";
import { changeOf, freshSlots, type OptimizerSubject } from "../subject.ts";

const stored = 0.375;

/** A slot keeps the share that it declares, since a stored format is judged by it. */
export const slotDecay: Law<OptimizerSubject> = {
  name: "slot-decay",
  sentence: "With gradients and weights of zero a step leaves of each decaying slot the share that it declares.",
  applies: ({ optimizer }) => optimizer.slots.some(({ decay }) => decay !== undefined),
  *check({ optimizer }) {
    for (const [index, { name, decay }] of optimizer.slots.entries()) {
      if (decay === undefined) continue;
      const slots = freshSlots(optimizer, 1);
      slots[index][0] = stored;
      changeOf(optimizer, { weights: new Float64Array(1), slots }, { step: 2, gradients: new Float64Array(1) });
      const kept = slots[index][0] / stored;
      if (Math.abs(kept - decay) > 1e-9) yield { input: `slot ${name} at ${stored}, gradient 0`, found: `${kept} of it kept`, expected: `${decay}, its decay` };
    }
  },
};
