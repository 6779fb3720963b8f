import { backwardOperations } from "./backward-operations.ts";
import { forwardOperations } from "./forward-operations.ts";
import type { VectorOperationEntry } from "./operation-entry.ts";
import { storageOperations } from "./storage-operations.ts";

const table = { ...forwardOperations, ...backwardOperations, ...storageOperations };

/** Key of an operation in {@link vectorOperations}. */
export type VectorOperation = keyof typeof table;

/**
 * Every operation that is no matrix product, and the only place that says what it costs.
 *
 * A pass takes its elements through the unit once, at its width per cycle: scaling, adding, multiplying, comparing,
 * non-linearities and quantising are stages of its pipeline. Exponentials, divisions and reciprocal roots have units of
 * their own, slower ones, and each kind is a step behind the other: see `passCycles`.
 *
 * A pass that quantises knows the scale when it starts: from the extremes that a drain or a pass in front has kept. They
 * carry through what is monotonous or linear; for sums and products they are a bound. The loss's gradients and results of
 * matrix products wait in the spill format instead, until their maximum is known.
 *
 * Statistics (two numbers a group), biases, affine parameters, labels and seeds stay in the unit: their bytes are not counted.
 */
export const vectorOperations: { readonly [operation in VectorOperation]: VectorOperationEntry } = table;
