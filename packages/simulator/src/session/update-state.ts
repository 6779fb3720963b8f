import type { Optimizer } from "@lnsim/contracts";
import type { UpdatePlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import type { UpdatedWeight, UpdateState } from "./datapath-state.ts";
import type { LookPlace } from "./product-state.ts";
import { randomUpdate } from "./random-update.ts";
import type { TrainingStep } from "./training-step.ts";
import { decoded, intended, type UpdateNumbers } from "./update-numbers.ts";
import type { UpdatePart } from "./update-parts.ts";

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
  const { found, operands } = training.update(place);
  const parts = found === null ? [randomUpdate(arithmetic, optimizer, seed, place)] : found.map((part) => trainedUpdate(part, optimizer));
  return {
    kind: "update",
    ...at,
    op: op.name,
    pass: op.pass,
    operands,
    elements: op.elements,
    range: elements,
    format: arithmetic.update.id,
    optimizer: optimizer.id,
    weights: parts.flatMap(weightsOf).map((weight, index) => ({ element: elements.from + index, ...weight })),
  };
}

function trainedUpdate({ update: { format, gradient, before, after, step, factor }, from, to }: UpdatePart, optimizer: Optimizer): UpdateNumbers {
  const gradients = Float64Array.from(gradient.subarray(from, to));
  const [old, fresh] = [before, after].map(({ codes, top }) => ({ codes: codes.subarray(from, to), top })) as [UpdateNumbers["before"], UpdateNumbers["after"]];
  const slots = before.slots.map((slot) => slot.slice(from, to));
  const { exact } = intended(format, optimizer, { before: old, gradients, slots, step, factor });
  return { format, gradients, before: old, exact, after: fresh };
}

function weightsOf({ format, gradients, before, exact, after }: UpdateNumbers): readonly Omit<UpdatedWeight, "element">[] {
  const [old, fresh] = [decoded(format, before), decoded(format, after)];
  return Array.from(exact, (value, index) => {
    return {
      gradient: gradients[index]!,
      before: { code: before.codes[index]!, value: old[index]! },
      exact: value,
      after: { code: after.codes[index]!, value: fresh[index]! },
    };
  });
}
