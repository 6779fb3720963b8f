import type { UpdateOp, VectorOp } from "../workload/operation.ts";
import { stageActions } from "./stage-actions.ts";
import type { VectorAction, VectorStep } from "./vector-step.ts";

/**
 * What one element of a pass takes: one trip through its unit, and the actions on it (a fraction where not every element has
 * them). Of an update: the update.
 */
export function vectorSteps(op: UpdateOp | VectorOp): readonly VectorStep[] {
  if (op.kind === "update") return [{ action: "update", perElement: 1 }];
  const actions = Object.entries(stageActions(op.stages)) as [VectorAction, number][];
  return [{ action: "pass", perElement: 1 }, ...actions.map(([action, count]) => ({ action, perElement: count / op.elements }))];
}
