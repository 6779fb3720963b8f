import type { Reals } from "./number-format.ts";

/** Per-parameter state that an optimizer keeps between steps. The host allocates, stores and counts it. */
export interface StateSlot {
  readonly name: string;
  readonly initial: number;
  /** Share of its value that a step keeps, where the slot decays: a stored format may be too coarse for it. */
  readonly decay?: number;
}

/**
 * One step on a run of parameters of one tensor; all arrays have the same length.
 * The host owns every array; `weights` and `gradients` must not be written.
 */
export interface UpdateBatch {
  /** Number of this step, from 1. */
  readonly step: number;
  /** Learning rate of this step: the rule's own, times the schedule's factor. */
  readonly learningRate: number;
  /** Decoded weights in the value domain; their signs (-1, 0, +1) in the log2-magnitude domain. */
  readonly weights: Float64Array;
  /** Decoded gradients. */
  readonly gradients: Float64Array;
  /** One array per declared slot, in declared order; read and updated in place. */
  readonly slots: readonly Reals[];
  /** Out: added to the weight (value domain), or to log2 of its magnitude (log2-magnitude domain). */
  readonly change: Float64Array;
}

/**
 * A weight-update rule without state of its own.
 *
 * - `domain` "value": w' = w + change. "log2-magnitude": |w'| = |w| * 2^change, the sign never changes.
 * - `gridTop` says what the top code of the update grid stands for: the tensor's current maximum, or a multiple of the
 *   root mean square of its initial values, which then is also the clamp of every weight.
 * - `step` is bulk work; it must give the same bits on every platform.
 */
export interface Optimizer {
  /** Canonical identifier, `name` or `name:key=value,...`. */
  readonly id: string;
  readonly domain: "value" | "log2-magnitude";
  readonly gridTop: "current-maximum" | { readonly initialRms: number };
  /** Before any schedule. */
  readonly learningRate: number;
  readonly slots: readonly StateSlot[];
  /** Arithmetic actions of the weight-update unit per element, by name (multiply, add, divide, sqrt, ...). */
  readonly actions: { readonly [action: string]: number };
  step(batch: UpdateBatch): void;
}
