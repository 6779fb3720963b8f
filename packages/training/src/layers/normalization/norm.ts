import type { Reals } from "@lnsim/contracts";

/** A learnt factor and summand per feature. */
export interface Affine {
  readonly gamma: Reals;
  readonly beta: Reals;
}

/** What forward keeps for backward, per feature (batch norm) or per column (layer norm). */
export interface NormStatistics {
  readonly mean: Reals;
  /** 1 / sqrt(variance + epsilon), with the variance over what is normalised together, not its unbiased estimate. */
  readonly inverseDeviation: Reals;
}

/** What a normalisation works with; it writes the statistics and reads them back, rounded as they are stored. */
export interface NormOptions {
  readonly affine: Affine | null;
  readonly epsilon: number;
  readonly statistics: NormStatistics;
}

/** Means and unbiased variances per feature, for evaluation. */
export interface RunningStatistics {
  readonly mean: Reals;
  readonly variance: Reals;
}

/** Where backward writes: the gradient by the input, and those by gamma and beta. */
export interface NormGradients {
  readonly input: Reals;
  readonly affine: Affine | null;
}
