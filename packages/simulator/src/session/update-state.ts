import type { Optimizer } from "@lnsim/contracts";
import type { UpdatePlace } from "@lnsim/hardware";
import type { Arithmetic, ObservedUpdate } from "@lnsim/training";
import type { UpdatedWeight, UpdateState } from "./datapath-state.ts";
import type { LookPlace } from "./product-state.ts";
import { randomUpdate } from "./random-update.ts";
import type { TrainingStep } from "./training-step.ts";
import { decoded, intended, type UpdateNumbers } from "./update-numbers.ts";

/** What the numbers of updates come from. */
export interface UpdateSource {
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly training: TrainingStep;
}

/** The weights that are updated in a cycle: those of a training, or random codes and gradients in the first step of an optimizer. */
export function updateState({ arithmetic, optimizer, seed, training }: UpdateSource, place: UpdatePlace, at: LookPlace): UpdateState {
  const { op, elements } = place;
  const { found, operands } = training.update(op);
  const numbers = found === null ? randomUpdate(arithmetic, optimizer, seed, place) : trainedUpdate(found, optimizer, elements);
  return {
    kind: "update",
    ...at,
    op: op.name,
    pass: op.pass,
    operands,
    elements: op.elements,
    range: elements,
    format: numbers.format.id,
    optimizer: optimizer.id,
    weights: weightsOf(numbers, elements.from),
  };
}

function trainedUpdate({ format, gradient, before, after, step, factor }: ObservedUpdate, optimizer: Optimizer, { from, to }: UpdatePlace["elements"]): UpdateNumbers {
  const gradients = Float64Array.from(gradient.subarray(from, to));
  const [old, fresh] = [before, after].map(({ codes, top }) => ({ codes: codes.subarray(from, to), top })) as [UpdateNumbers["before"], UpdateNumbers["after"]];
  const slots = before.slots.map((slot) => slot.slice(from, to));
  const { exact } = intended(format, optimizer, { before: old, gradients, slots, step, factor });
  return { format, gradients, before: old, exact, after: fresh };
}

function weightsOf({ format, gradients, before, exact, after }: UpdateNumbers, first: number): readonly UpdatedWeight[] {
  const [old, fresh] = [decoded(format, before), decoded(format, after)];
  return Array.from(exact, (value, index): UpdatedWeight => {
    return {
      element: first + index,
      gradient: gradients[index]!,
      before: { code: before.codes[index]!, value: old[index]! },
      exact: value,
      after: { code: after.codes[index]!, value: fresh[index]! },
    };
  });
}
