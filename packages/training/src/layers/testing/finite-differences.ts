/** An output weighted with `gradient`, whose derivative by the input is what backward has to compute. */
export function weightedSum(values: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * gradient[i];
  return sum;
}

/** The derivative of `loss` by every element of `input`, by central differences; `input` is moved and put back. For tests. */
export function finiteDifferences(input: Float64Array, loss: () => number, width = 2 ** -14): Float64Array {
  return input.map((value, i) => {
    input[i] = value + width;
    const above = loss();
    input[i] = value - width;
    const below = loss();
    input[i] = value;
    return (above - below) / (2 * width);
  });
}

/** The largest distance between two arrays, relative to the largest magnitude of the second or to 1. */
export function relativeDistance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let distance = 0;
  let largest = 1;
  for (let i = 0; i < expected.length; i++) {
    distance = Math.max(distance, Math.abs(found[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return distance / largest;
}
