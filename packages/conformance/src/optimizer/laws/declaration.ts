import { parseIdentifier } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import type { OptimizerSubject } from "../subject.ts";

/** What a rule says about itself can be used. */
export const declaration: Law<OptimizerSubject> = {
  name: "declaration",
  sentence: "The identifier is canonical, slots have names of their own, finite initial values and decays from 0 to 1, actions are counts above zero.",
  *check({ optimizer, options }) {
    const { id, slots, actions, learningRate } = optimizer;
    if (parseIdentifier(id) === undefined) yield { input: "id", found: id, expected: "name, or name:key=value,..." };
    const again = options.make?.(id);
    if (again !== undefined && again.id !== id) yield { input: `the optimizer made of "${id}"`, found: again.id, expected: id };
    if (!(learningRate > 0 && Number.isFinite(learningRate))) yield { input: "learningRate", found: String(learningRate), expected: "a positive number" };
    for (const [index, { name, initial, decay = 0 }] of slots.entries()) {
      if (slots.findIndex((slot) => slot.name === name) !== index) yield { input: `slots[${index}].name`, found: name, expected: "a name that no other slot has" };
      if (!Number.isFinite(initial)) yield { input: `initial value of ${name}`, found: String(initial), expected: "a finite number" };
      if (!(decay >= 0 && decay <= 1)) yield { input: `decay of ${name}`, found: String(decay), expected: "0 to 1" };
    }
    if (Object.keys(actions).length === 0) yield { input: "actions", found: "none", expected: "what a step does per element" };
    for (const [action, count] of Object.entries(actions)) {
      if (!(count > 0 && Number.isFinite(count))) yield { input: `actions.${action}`, found: String(count), expected: "a positive count" };
    }
  },
};
