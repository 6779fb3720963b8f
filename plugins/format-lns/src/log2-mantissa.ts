const log2e = 1.4426950408889634;
const cells = 128;

/** log2 and reciprocal of the start of each of 128 equal cells of [1, 2). */
const startLog2 = Float64Array.from({ length: cells }, (_, cell) => log2BySeries(1 + cell / cells));
const startReciprocal = Float64Array.from({ length: cells }, (_, cell) => 1 / (1 + cell / cells));

/**
 * log2 of a number in [1, 2), with an absolute error below 2^-48, from additions and multiplications alone: the value at
 * the start of the cell, and the series of log(1 + r) for the rest, r < 1/128.
 */
export function log2Mantissa(mantissa: number): number {
  const cell = ((mantissa - 1) * cells) | 0;
  const r = (mantissa - 1 - cell / cells) * startReciprocal[cell];
  const r2 = r * r;
  const lower = 1 - r * (1 / 2) + r2 * (1 / 3 - r * (1 / 4));
  const upper = 1 / 5 - r * (1 / 6) + r2 * (1 / 7);
  return startLog2[cell] + r * log2e * (lower + r2 * r2 * upper);
}

/** log(m) = 2 atanh((m - 1) / (m + 1)), for m up to 2 by thirty terms of the series: for the table only. */
function log2BySeries(m: number): number {
  const s = (m - 1) / (m + 1);
  let sum = 0;
  for (let term = 30; term >= 0; term--) sum = sum * s * s + 1 / (2 * term + 1);
  return 2 * s * sum * log2e;
}
