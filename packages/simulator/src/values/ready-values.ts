import { lowerStep } from "../lowering/lower-step.ts";
import type { CheckedRun } from "../run/checked-run.ts";
import { planTiming } from "../run/timed-run.ts";
import { stepMappings } from "./step-mappings.ts";
import { TrainingValues } from "./training-values.ts";

/**
 * What the operands of a training step pass through: the machine of a checked run; null where none are to, or there is no machine.
 *
 * @throws {LnsimError} as `TrainingValues` does.
 */
export function readyValues({ timing, valueStep, mapping, seed }: CheckedRun): TrainingValues | null {
  const planned = timing === null || valueStep === null ? null : planTiming(timing);
  if (planned === null || "reason" in planned) return null;
  const { description, header, shapes, stateSlots } = planned.timing;
  const steps = shapes.map(({ shape }, index) => {
    const ops = lowerStep(shape, { header, policy: description, stateSlots });
    return { ops, mappings: stepMappings(description, ops, index === 0 ? mapping : null) };
  });
  return new TrainingValues({ description, steps, step: valueStep!, seed });
}
