/** The line of one segment: value = intercept + slope * x, with slope = +-2^slopeExponent. */
export interface FittedLine {
  readonly slope: number;
  readonly slopeExponent: number;
  readonly intercept: number;
}

/**
 * The published way to fit a segment: the slope is the power of two nearest (in linear distance) to the least-squares
 * slope, the intercept the mean of what is left.
 *
 * @param xs at least two different points
 */
export function fitSegment(xs: Float64Array, ys: Float64Array): FittedLine {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)];
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < xs.length; i++) {
    covariance += (xs[i] - meanX) * (ys[i] - meanY);
    variance += (xs[i] - meanX) * (xs[i] - meanX);
  }
  const slopeExponent = nearestPowerOfTwo(Math.abs(covariance / variance));
  const slope = (covariance < 0 ? -1 : 1) * 2 ** slopeExponent;
  return { slope, slopeExponent, intercept: meanY - slope * meanX };
}

/** The exponent of the power of two that is nearest to a positive number; the larger one at the middle. */
export function nearestPowerOfTwo(value: number): number {
  let exponent = 0;
  while (value >= 1.5 * 2 ** exponent) exponent++;
  while (value < 0.75 * 2 ** exponent && exponent > -60) exponent--;
  return exponent;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
