import type { Optimizer, Reals } from "@lnsim/contracts";
import type { Arithmetic } from "./arithmetic.ts";
import { createReals, largestMagnitude } from "./reals.ts";
import { StoredTensor, type StoredTensorSpec } from "./stored-tensor.ts";
import { createUpdate, type Update, type UpdateScratch } from "./update-rule.ts";

/** Learning rate of biases that plain SGD trains: the rate with which the reference trains the same network by SGD. */
export const biasLearningRate = 0.1;

/** The biases of one layer. */
export interface Bias {
  readonly name: string;
  /** What the PPU adds. */
  readonly values: Reals;
  /** To be filled before `update`. */
  readonly gradient: Reals;
  readonly update: Update;
  /** The codes on the update grid, or null for a bias that is not on it. */
  readonly stored: StoredTensor | null;
}

/** True when the optimizer trains this bias on the update grid, false when plain SGD does in the PPU's reals. */
export function isOnUpdateGrid(mode: Arithmetic["biases"], optimizer: Optimizer, initial: Reals): boolean {
  if (mode !== "auto") return mode === "optimizer";
  return optimizer.domain === "value" || largestMagnitude(initial) > 0;
}

/** A bias on the update grid. */
export function createStoredBias(spec: StoredTensorSpec, scratch: UpdateScratch): Bias {
  const stored = new StoredTensor(spec);
  const values = createReals(spec.reals, spec.initial.length);
  stored.decode(values);
  const move = createUpdate(stored, spec.optimizer, scratch, spec);
  return {
    name: spec.name,
    values,
    gradient: stored.gradient,
    stored,
    update: (step) => {
      move(step);
      stored.decode(values);
    },
  };
}

/** A bias that keeps its reals and follows plain SGD. */
export function createSgdBias(name: string, initial: Reals, reals: Arithmetic["reals"]): Bias {
  const values = createReals(reals, initial.length);
  values.set(initial);
  const gradient = createReals(reals, initial.length);
  return {
    name,
    values,
    gradient,
    stored: null,
    update: () => {
      for (let i = 0; i < values.length; i++) values[i] -= biasLearningRate * gradient[i];
    },
  };
}
