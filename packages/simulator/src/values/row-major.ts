import type { Codes } from "@lnsim/contracts";

/** A matrix of so many rows and columns, row-major; a copy where it is stored the other way round. */
export function rowMajor<Values extends Codes | Float32Array>(values: Values, rows: number, columns: number, isTransposed: boolean): Values {
  if (!isTransposed) return values;
  const turned = values.slice(0, rows * columns) as Values;
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[row * columns + column] = values[column * rows + row]!;
  return turned;
}
