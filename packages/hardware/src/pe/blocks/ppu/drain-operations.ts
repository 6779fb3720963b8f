import type { ActionRates } from "../../../vector/operation-entry.ts";

/** What the PPU does to a result on its way out of the collector. */
export type DrainOperation = "scale" | "activate" | "quantise" | "maximum" | "statistics";

/** Actions per result of everything that rides on a drain, which takes no time of its own. */
export const drainOperations: { readonly [operation in DrainOperation]: { readonly description: string; readonly actions: ActionRates } } = {
  scale: { description: "Turn an accumulator into a scaled real and add the bias.", actions: { scale: 1 } },
  activate: { description: "Apply the non-linearity, or mask by its derivative.", actions: { activate: 1 } },
  quantise: { description: "Turn the result into a code.", actions: { quantise: 1 } },
  maximum: { description: "Keep the maximum of the results.", actions: { maximum: 1 } },
  statistics: { description: "Sum the results and their squares.", actions: { multiply: 1, add: 2 } },
};
