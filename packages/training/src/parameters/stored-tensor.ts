import { createCodes, type Codes, type NumberFormat, type Optimizer, type Reals, type Rounding } from "@lnsim/contracts";
import type { Arithmetic } from "../arithmetic.ts";
import { restoreInto, type StateData, type Stateful } from "../checkpoint.ts";
import { createReals, largestMagnitude, rootMeanSquare } from "../reals.ts";

/** What a stored tensor is made from. */
export interface StoredTensorSpec {
  readonly name: string;
  readonly initial: Reals;
  readonly format: NumberFormat;
  readonly optimizer: Optimizer;
  readonly rounding: Rounding;
  readonly reals: Arithmetic["reals"];
  readonly state: Arithmetic["state"];
}

/**
 * A parameter tensor between steps: its codes on the update grid, the magnitude of the top code, and the optimizer's
 * state. There is no other copy of its values.
 */
export class StoredTensor implements Stateful {
  readonly name: string;
  readonly format: NumberFormat;
  readonly rounding: Rounding;
  readonly codes: Codes;
  /** The optimizer's slots, in declared order. */
  readonly slots: readonly Reals[];
  /** The gradient that the next update reads, in the tensor's own layout; the backward pass fills it. */
  readonly gradient: Reals;
  /** Largest magnitude that a weight may have, or Infinity. */
  readonly clamp: number;
  /** What the top code stands for; 1 where the format has no scale. */
  top: number;

  constructor({ name, initial, format, optimizer, rounding, reals }: StoredTensorSpec) {
    const { gridTop } = optimizer;
    this.name = name;
    this.format = format;
    this.rounding = rounding;
    this.codes = createCodes(format.bits, initial.length);
    this.gradient = createReals(reals, initial.length);
    this.slots = optimizer.slots.map((slot) => createReals(reals, initial.length).fill(slot.initial));
    this.clamp = gridTop === "current-maximum" ? Infinity : gridTop.initialRms * rootMeanSquare(initial);
    this.top = 1;
    this.store(initial);
  }

  /** Encodes `values` on the update grid, whose top is the clamp where there is one and their own maximum otherwise. */
  store(values: Reals): void {
    if (this.format.scaled) this.top = this.clamp === Infinity ? this.#topOf(largestMagnitude(values)) : this.clamp;
    this.format.encode(values, this.top === 0 ? 1 : this.top, this.rounding, this.codes);
  }

  decode(out: Reals): void {
    this.format.decode(this.codes, this.top, out);
  }

  save(): StateData {
    const slots = this.slots.map((slot, i) => [`slot${i}`, slot.slice()] as const);
    return { codes: this.codes.slice(), top: this.top, ...Object.fromEntries(slots) };
  }

  restore(data: StateData): void {
    restoreInto(this.codes, data["codes"]);
    this.slots.forEach((slot, i) => restoreInto(slot, data[`slot${i}`]));
    this.top = data["top"] as number;
  }

  #topOf(largest: number): number {
    return this.format.topOf?.(largest, largest) ?? largest;
  }
}
