import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";
import type { StoredTensor } from "./stored-tensor.ts";
import type { UpdateTime } from "./update-rule.ts";

/** A stored tensor at one moment; copies. */
export interface StoredMoment {
  readonly codes: Codes;
  /** What the top code stands for; 1 where the format has no scale. */
  readonly top: number;
}

/** A parameter on the update grid in the update of a step. */
export interface ObservedUpdate extends UpdateTime {
  /** "fc1.weight". */
  readonly name: string;
  readonly format: NumberFormat;
  /** As the update reads it, in the parameter's layout; the run's own, and valid during the call only. */
  readonly gradient: Reals;
  /** The stored tensor and what the optimizer keeps of it, in declared order. */
  readonly before: StoredMoment & { readonly slots: readonly Reals[] };
  readonly after: StoredMoment;
}

/** Told of the update of every parameter on the update grid while it listens; must not change anything. */
export type UpdateObserver = (update: ObservedUpdate) => void;

/** Updates a tensor, and tells the observer what became of it. */
export function observedUpdate(stored: StoredTensor, time: UpdateTime, update: () => void, observer: UpdateObserver): void {
  const before = { ...momentOf(stored), slots: stored.slots.map((slot) => slot.slice()) };
  update();
  observer({ ...time, name: stored.name, format: stored.format, gradient: stored.gradient, before, after: momentOf(stored) });
}

function momentOf({ codes, top }: StoredTensor): StoredMoment {
  return { codes: codes.slice(), top };
}
