import type { Reals } from "@lnsim/contracts";

// Four rows go side by side, because each sum has to wait for its last addition; every row's order stays ascending.
const side = 4;

/** The mean of every row of `source` (rows x columns), each summed in ascending order. */
export function rowMeans(source: Reals, rows: number): Float64Array {
  const columns = source.length / rows;
  const means = new Float64Array(rows);
  for (let row = 0; row < rows; row += side) {
    const [first, second, third, fourth] = rowStarts(row, rows, columns);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < columns; i++) {
      a += source[first + i];
      b += source[second + i];
      c += source[third + i];
      d += source[fourth + i];
    }
    means.set([a / columns, b / columns, c / columns, d / columns].slice(0, rows - row), row);
  }
  return means;
}

/** The sum of the squared distances of every row's values from its mean, in ascending order. */
export function rowSquares(source: Reals, means: Float64Array): Float64Array {
  const rows = means.length;
  const columns = source.length / rows;
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row += side) {
    const [first, second, third, fourth] = rowStarts(row, rows, columns);
    const [p, q, r, s] = rowStarts(row, rows, 1).map((at) => means[at]);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < columns; i++) {
      a += (source[first + i] - p) * (source[first + i] - p);
      b += (source[second + i] - q) * (source[second + i] - q);
      c += (source[third + i] - r) * (source[third + i] - r);
      d += (source[fourth + i] - s) * (source[fourth + i] - s);
    }
    squares.set([a, b, c, d].slice(0, rows - row), row);
  }
  return squares;
}

/** Where four rows from `row` start; beyond the last row that row again, whose sum is then not stored. */
function rowStarts(row: number, rows: number, columns: number): number[] {
  return [row, row + 1, row + 2, row + 3].map((at) => Math.min(at, rows - 1) * columns);
}
