import { LnsimError, type Reals } from "@lnsim/contracts";
import type { Affine, NormOptions, RunningStatistics } from "./norm.ts";
import { rowMeans, rowSquares } from "./row-moments.ts";

/**
 * Normalises every feature of `source` (features x columns) over its columns: (x - mean) / sqrt(variance + epsilon) *
 * gamma + beta, and writes `statistics` (per feature). `out` may be the input.
 * Source: Ioffe and Szegedy, "Batch Normalization" (2015), algorithm 1.
 */
export function batchNorm(source: Reals, { affine, epsilon, statistics }: NormOptions, out: Reals): void {
  const { mean, inverseDeviation } = statistics;
  const columns = source.length / mean.length;
  const means = rowMeans(source, mean.length);
  const squares = rowSquares(source, means);
  for (let feature = 0; feature < mean.length; feature++) {
    mean[feature] = means[feature];
    inverseDeviation[feature] = 1 / Math.sqrt(squares[feature] / columns + epsilon);
  }
  normalizeRows(source, statistics, affine, out);
}

/**
 * Moves the running statistics by the share `momentum` to those of `source` (features x columns), with the unbiased
 * variance; before an in-place {@link batchNorm}, for it reads the same input. Throws `invalid-combination` where a
 * feature has one value only, which has no variance.
 */
export function updateRunningStatistics(source: Reals, momentum: number, running: RunningStatistics): void {
  const { mean, variance } = running;
  const columns = source.length / mean.length;
  if (columns < 2) throw tooFewValues();
  const means = rowMeans(source, mean.length);
  const squares = rowSquares(source, means);
  for (let feature = 0; feature < mean.length; feature++) {
    mean[feature] = (1 - momentum) * mean[feature] + momentum * means[feature];
    variance[feature] = (1 - momentum) * variance[feature] + momentum * (squares[feature] / (columns - 1));
  }
}

/** Normalises every feature with the running statistics in place of the batch's. `out` may be the input. */
export function batchNormEvaluation(
  source: Reals,
  { affine, epsilon, running }: { readonly affine: Affine | null; readonly epsilon: number; readonly running: RunningStatistics },
  out: Reals,
): void {
  const inverseDeviation = Float64Array.from(running.variance, (variance) => 1 / Math.sqrt(variance + epsilon));
  normalizeRows(source, { mean: running.mean, inverseDeviation }, affine, out);
}

function normalizeRows(source: Reals, statistics: NormOptions["statistics"], affine: Affine | null, out: Reals): void {
  const features = statistics.mean.length;
  const columns = source.length / features;
  for (let feature = 0, i = 0; feature < features; feature++) {
    const mean = statistics.mean[feature];
    const inverse = statistics.inverseDeviation[feature];
    const gamma = affine === null ? 1 : affine.gamma[feature];
    const beta = affine === null ? 0 : affine.beta[feature];
    for (const end = i + columns; i < end; i++) out[i] = (source[i] - mean) * inverse * gamma + beta;
  }
}

/** The error for a feature with one value only, which has no variance. */
export function tooFewValues(): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "batch norm cannot train on one value per feature",
    found: "a batch of one sample with one position",
    expected: "at least two values",
    remedy: "use larger batches, or a number of samples that leaves no batch of one",
  });
}
