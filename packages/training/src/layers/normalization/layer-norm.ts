import type { Reals } from "@lnsim/contracts";
import type { Affine, NormGradients, NormOptions, NormStatistics } from "./norm.ts";

/**
 * Normalises every column of `source` (features x columns) over its features: (x - mean) / sqrt(variance + epsilon) *
 * gamma + beta, and writes `statistics` (per column). `out` may be the input.
 * Source: Ba, Kiros and Hinton, "Layer Normalization" (2016).
 */
export function layerNorm(source: Reals, { affine, epsilon, statistics }: NormOptions, out: Reals): void {
  const { mean, inverseDeviation } = statistics;
  const columns = mean.length;
  const features = source.length / columns;
  const exactMeans = columnMeans(source, columns);
  const squares = new Float64Array(columns);
  for (let feature = 0, i = 0; feature < features; feature++) {
    for (let column = 0; column < columns; column++, i++) squares[column] += (source[i] - exactMeans[column]) * (source[i] - exactMeans[column]);
  }
  for (let column = 0; column < columns; column++) {
    mean[column] = exactMeans[column];
    inverseDeviation[column] = 1 / Math.sqrt(squares[column] / features + epsilon);
  }
  for (let feature = 0, i = 0; feature < features; feature++) {
    const gamma = affine === null ? 1 : affine.gamma[feature];
    const beta = affine === null ? 0 : affine.beta[feature];
    for (let column = 0; column < columns; column++, i++) out[i] = (source[i] - mean[column]) * inverseDeviation[column] * gamma + beta;
  }
}

/**
 * The gradients of {@link layerNorm} from its input and the gradient of its output, both features x columns: with h the
 * normalised input and e = gamma * d, dbeta = sum d and dgamma = sum d h over the columns, and per column
 * dx = inverseDeviation * (e - mean e - h * mean(e h)). `out.input` may be the gradient or the input.
 */
export function layerNormBackward(
  source: Reals,
  gradient: Reals,
  { affine, statistics }: { readonly affine: Affine | null; readonly statistics: NormStatistics },
  out: NormGradients,
): void {
  const { mean, inverseDeviation } = statistics;
  const columns = mean.length;
  const features = source.length / columns;
  if (out.affine !== null) affineGradients(source, gradient, statistics, out.affine);
  const { offsets, slopes } = columnSums(source, gradient, { affine, statistics });
  for (let feature = 0, i = 0; feature < features; feature++) {
    const gamma = affine === null ? 1 : affine.gamma[feature];
    for (let column = 0; column < columns; column++, i++) {
      const centred = source[i] - mean[column];
      out.input[i] = inverseDeviation[column] * (gamma * gradient[i] - offsets[column] - centred * slopes[column]);
    }
  }
}

function columnMeans(source: Reals, columns: number): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < source.length; ) for (let column = 0; column < columns; column++, i++) means[column] += source[i];
  const features = source.length / columns;
  for (let column = 0; column < columns; column++) means[column] /= features;
  return means;
}

function affineGradients(source: Reals, gradient: Reals, { mean, inverseDeviation }: NormStatistics, out: Affine): void {
  for (let feature = 0, i = 0; feature < out.gamma.length; feature++) {
    let sum = 0;
    let product = 0;
    for (let column = 0; column < mean.length; column++, i++) {
      sum += gradient[i];
      product += gradient[i] * ((source[i] - mean[column]) * inverseDeviation[column]);
    }
    out.gamma[feature] = product;
    out.beta[feature] = sum;
  }
}

/** Per column: mean e, and the factor of x - mean in the gradient, mean(e h) * inverseDeviation. */
function columnSums(
  source: Reals,
  gradient: Reals,
  { affine, statistics }: { readonly affine: Affine | null; readonly statistics: NormStatistics },
): { readonly offsets: Float64Array; readonly slopes: Float64Array } {
  const { mean, inverseDeviation } = statistics;
  const columns = mean.length;
  const features = source.length / columns;
  const offsets = new Float64Array(columns);
  const slopes = new Float64Array(columns);
  for (let feature = 0, i = 0; feature < features; feature++) {
    const gamma = affine === null ? 1 : affine.gamma[feature];
    for (let column = 0; column < columns; column++, i++) {
      offsets[column] += gamma * gradient[i];
      slopes[column] += gamma * gradient[i] * (source[i] - mean[column]);
    }
  }
  for (let column = 0; column < columns; column++) {
    offsets[column] /= features;
    slopes[column] = (slopes[column] / features) * inverseDeviation[column] * inverseDeviation[column];
  }
  return { offsets, slopes };
}
