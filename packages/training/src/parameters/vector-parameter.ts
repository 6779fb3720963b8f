import type { Optimizer, Reals } from "@lnsim/contracts";
import type { Arithmetic } from "../arithmetic.ts";
import { restoreInto, type StateData, type Stateful } from "../checkpoint.ts";
import { createReals, largestMagnitude } from "../reals.ts";
import type { Parameter } from "./parameter.ts";
import { StoredTensor, type StoredTensorSpec } from "./stored-tensor.ts";
import { createUpdate, type Update, type UpdateScratch, type UpdateTime } from "./update-rule.ts";

/** Learning rate of vectors that plain SGD trains: the rate with which the reference trains the same network by SGD. */
export const biasLearningRate = 0.1;

/** A parameter of one dimension: a bias, or the scale or the shift of a norm. Its gradient is not quantised. */
export interface VectorParameter extends Parameter, Stateful {
  /** What the PPU reads. */
  readonly values: Reals;
}

/** True when the optimizer trains this vector on the update grid, false when plain SGD does in the PPU's reals. */
export function isOnUpdateGrid(mode: Arithmetic["biases"], optimizer: Optimizer, initial: Reals): boolean {
  if (mode !== "auto") return mode === "optimizer";
  return optimizer.domain === "value" || largestMagnitude(initial) > 0;
}

/** A vector on the update grid. */
export class StoredVector implements VectorParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly stored: StoredTensor;
  readonly values: Reals;
  readonly gradient: Reals;
  readonly #move: Update;

  constructor(spec: StoredTensorSpec, scratch: UpdateScratch) {
    this.name = spec.name;
    this.shape = [spec.initial.length];
    this.stored = new StoredTensor(spec);
    this.gradient = this.stored.gradient;
    this.values = createReals(spec.reals, spec.initial.length);
    this.stored.decode(this.values);
    this.#move = createUpdate(this.stored, spec.optimizer, scratch, spec);
  }

  get finalGradient(): Reals {
    return this.gradient;
  }

  finishGradient(): void {}

  update(time: UpdateTime): void {
    this.#move(time);
    this.stored.decode(this.values);
  }

  save(): StateData {
    return this.stored.save();
  }

  restore(data: StateData): void {
    this.stored.restore(data);
    this.stored.decode(this.values);
  }
}

/** A vector that keeps its reals and follows plain SGD. */
export class SgdVector implements VectorParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly stored = null;
  readonly values: Reals;
  readonly gradient: Reals;

  constructor(name: string, initial: Reals, reals: Arithmetic["reals"]) {
    this.name = name;
    this.shape = [initial.length];
    this.values = createReals(reals, initial.length);
    this.values.set(initial);
    this.gradient = createReals(reals, initial.length);
  }

  get finalGradient(): Reals {
    return this.gradient;
  }

  finishGradient(): void {}

  update({ factor }: UpdateTime): void {
    const { values, gradient } = this;
    const rate = factor * biasLearningRate;
    for (let i = 0; i < values.length; i++) values[i] -= rate * gradient[i];
  }

  save(): StateData {
    return { values: this.values.slice() };
  }

  restore(data: StateData): void {
    restoreInto(this.values, data["values"]);
  }
}
