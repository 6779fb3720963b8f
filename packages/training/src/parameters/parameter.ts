import type { Reals } from "@lnsim/contracts";
import type { StoredTensor } from "./stored-tensor.ts";
import type { UpdateTime } from "./update-rule.ts";

/** A trained tensor of the network. */
export interface Parameter {
  /** "fc1.weight". */
  readonly name: string;
  /** Sizes of the row-major array, outermost first. */
  readonly shape: readonly number[];
  /** In the tensor's layout: the backward pass writes it, then `finishGradient` makes of it what the update reads. */
  readonly gradient: Reals;
  /** The gradient that the update reads. */
  readonly finalGradient: Reals;
  /** The codes on the update grid, or null for a tensor that is not on it. */
  readonly stored: StoredTensor | null;
  finishGradient(): void;
  /** Moves the tensor and derives its views anew. */
  update(time: UpdateTime): void;
}
