import type { Reals } from "@lnsim/contracts";
import type { Affine, NormGradients, NormStatistics } from "./norm.ts";

/**
 * The gradients of `batchNorm` from its input and the gradient of its output, both features x columns: with h the
 * normalised input, dbeta = sum d, dgamma = sum d h, dx = gamma * inverseDeviation * (d - mean d - h * mean(d h)).
 * `out.input` may be the gradient or the input.
 */
export function batchNormBackward(
  source: Reals,
  gradient: Reals,
  { affine, statistics }: { readonly affine: Affine | null; readonly statistics: NormStatistics },
  out: NormGradients,
): void {
  const features = statistics.mean.length;
  const columns = source.length / features;
  for (let feature = 0; feature < features; feature++) {
    const start = feature * columns;
    const end = start + columns;
    const mean = statistics.mean[feature];
    const inverse = statistics.inverseDeviation[feature];
    let sum = 0;
    let product = 0;
    for (let i = start; i < end; i++) {
      sum += gradient[i];
      product += gradient[i] * (source[i] - mean);
    }
    product *= inverse;
    const factor = affine === null ? inverse : affine.gamma[feature] * inverse;
    const slope = (product / columns) * inverse;
    const offset = sum / columns;
    for (let i = start; i < end; i++) out.input[i] = factor * (gradient[i] - offset - (source[i] - mean) * slope);
    if (out.affine === null) continue;
    out.affine.gamma[feature] = product;
    out.affine.beta[feature] = sum;
  }
}
