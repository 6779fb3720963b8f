import type { VectorStage } from "../workload/operation.ts";
import type { ActionRates, ElementAction } from "./operation-entry.ts";
import { vectorOperations } from "./operations.ts";

/** How often each action happens in a pass; those that do not happen are left out. */
export type ElementActionCounts = { readonly [action in ElementAction]?: number };

/** The actions of all stages of a pass. */
export function stageActions(stages: readonly VectorStage[]): ElementActionCounts {
  const counts: { [action in ElementAction]?: number } = {};
  const add = (rates: ActionRates | undefined, times: number): void => {
    for (const [action, rate] of Object.entries(rates ?? {}) as [ElementAction, number][]) {
      if (rate * times > 0) counts[action] = (counts[action] ?? 0) + rate * times;
    }
  };
  for (const { operation, elements, results = elements, taps = 1, groups = 0 } of stages) {
    const { perElement, perResult, perTap, perGroup } = vectorOperations[operation];
    add(perElement, elements);
    add(perResult, results);
    add(perTap, taps * results);
    add(perGroup, groups);
  }
  return counts;
}
