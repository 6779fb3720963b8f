// Work on the rows (features) of a tensor, features x columns.
import type { Codes } from "@lnsim/contracts";
import { addCodes, logScale, type LogArithmetic, type LogSummer } from "@lnsim/numerics";

/** values += bias of the row, in place. */
export function addToRows(arithmetic: LogArithmetic, values: Codes, bias: Codes): void {
  const columns = values.length / bias.length;
  for (let row = 0, i = 0; row < bias.length; row++) {
    const summand = bias[row];
    for (const end = i + columns; i < end; i++) values[i] = addCodes(arithmetic, values[i], summand);
  }
}

/** out = factor * the sum of each row; one row for each element of `out`. */
export function sumRows(arithmetic: LogArithmetic, summer: LogSummer, { values, factor, out }: RowSums): void {
  summer.rows(values, values.length / out.length, out);
  logScale(arithmetic, out, factor, out);
}

/** What sums of rows are made from. */
export interface RowSums {
  readonly values: Codes;
  /** A code. */
  readonly factor: number;
  readonly out: Codes;
}
