import type { Codes, NumberFormat, Optimizer, Reals } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";

/** Stored codes, and what the top code stands for. */
export interface StoredNumbers {
  readonly codes: Codes;
  readonly top: number;
}

/** Some weights before and after an update. */
export interface UpdateNumbers {
  readonly format: NumberFormat;
  readonly gradients: Float64Array;
  readonly before: StoredNumbers;
  /** What the optimizer makes of them, before they are stored. */
  readonly exact: Float64Array;
  readonly after: StoredNumbers;
}

/** What an optimizer is given. */
export interface UpdateInput {
  readonly before: StoredNumbers;
  readonly gradients: Float64Array;
  /** Overwritten. */
  readonly slots: readonly Reals[];
  /** From 1. */
  readonly step: number;
  /** On the learning rate. */
  readonly factor: number;
}

/** What an optimizer makes of weights: by how much it changes them, or their logarithms, and what they are to be then. */
export function intended(format: NumberFormat, optimizer: Optimizer, { before, gradients, slots, step, factor }: UpdateInput): { readonly change: Float64Array; readonly exact: Float64Array } {
  const values = decoded(format, before);
  const isMultiplicative = optimizer.domain === "log2-magnitude";
  const change = new Float64Array(values.length);
  const weights = isMultiplicative ? signsOf(format, before.codes, values) : values;
  optimizer.step({ step, learningRate: factor * optimizer.learningRate, weights, gradients, slots, change });
  const exact = values.map((value, index) => (isMultiplicative ? value * exp2(change[index]!) : value + change[index]!));
  return { change, exact };
}

/** Values of stored codes. */
export function decoded(format: NumberFormat, { codes, top }: StoredNumbers): Float64Array {
  const values = new Float64Array(codes.length);
  format.decode(codes, top, values);
  return values;
}

function signsOf(format: NumberFormat, codes: Codes, values: Float64Array): Float64Array {
  const signs = values.map(Math.sign);
  format.log2?.signs(codes, signs);
  return signs;
}
