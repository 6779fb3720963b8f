import type { Reals } from "@lnsim/contracts";

/** Sequences of `length` positions, and a table of features x positions that may be longer. */
export interface PositionShape {
  readonly features: number;
  readonly positions: number;
  readonly length: number;
}

/** out = source + table at every position of every sample; both features x (batch * length). `out` may be the input. */
export function addPositions(source: Reals, table: Reals, { features, positions, length }: PositionShape, out: Reals): void {
  const columns = source.length / features;
  for (let feature = 0, i = 0; feature < features; feature++) {
    const row = feature * positions;
    for (let column = 0; column < columns; column += length) {
      for (let position = row; position < row + length; position++, i++) out[i] = source[i] + table[position];
    }
  }
}

/**
 * The gradient of the table, into `out` (features x positions): the sum of `gradient` (features x (batch * length)) over
 * the samples in ascending order; +0 beyond `length`.
 */
export function positionGradient(gradient: Reals, { features, positions, length }: PositionShape, out: Reals): void {
  const columns = gradient.length / features;
  const sums = new Float64Array(positions);
  for (let feature = 0, i = 0; feature < features; feature++) {
    sums.fill(0);
    for (let column = 0; column < columns; column += length) {
      for (let position = 0; position < length; position++, i++) sums[position] += gradient[i];
    }
    out.set(sums, feature * positions);
  }
}
