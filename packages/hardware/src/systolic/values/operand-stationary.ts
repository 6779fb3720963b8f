import { element, type Cells } from "./pe-registers.ts";
import type { ValueFold } from "./output-stationary.ts";
import type { Edge, Stream } from "./stream.ts";
import { clearTokens, isOver, moveAcross, moveDown, type Target, type ValueArray } from "./value-array.ts";

/** Operands that stay: element (row, column) is values[base + row * rowStep + column * columnStep]. */
export interface HeldOperand {
  readonly values: Cells;
  readonly base: number;
  readonly rowStep: number;
  readonly columnStep: number;
  readonly usedRows: number;
  readonly usedColumns: number;
}

/** A fold whose operand stays: the other streams along the rows, partial sums stream down and leave below the last row. */
export interface OperandStationaryFold {
  readonly held: HeldOperand;
  readonly fromLeft: Stream;
  /** Partial sums of the folds before, or zeros. */
  readonly sums: Stream;
  /** Lanes are columns. */
  readonly results: Cells;
  readonly target: Target;
}

/** Runs a fold. */
export function runOperandStationary(array: ValueArray, { held, fromLeft, sums, results, target }: OperandStationaryFold): ValueFold {
  const { registers, arithmetic, rows, columns } = array;
  const topEdge: Edge = { cells: registers.sums, tokens: registers.down, lanes: columns, step: 1 };
  const left = new Int32Array(columns);
  clearTokens(array);
  for (let row = rows - 1; row >= 0; row--) shiftHeld(array, held, row);
  let macs = 0;
  for (let since = 0; ; since++) {
    moveAcross(array, fromLeft, since);
    moveDown(array, topEdge, sums, since);
    macs += arithmetic.step(registers);
    collect(array, { results, target, left });
    if (isOver(array)) return { cycles: rows + since + 1, macs };
  }
}

/** One cycle of the preload: what is held moves down by a row, and row `row` of the operand enters on top. */
function shiftHeld({ other, columns }: ValueArray, held: HeldOperand, row: number): void {
  const { values, base, rowStep, columnStep, usedRows, usedColumns } = held;
  other.copyWithin(columns, 0, other.length - columns);
  if (row >= usedRows) return;
  for (let column = 0; column < usedColumns; column++) other[column] = values[base + row * rowStep + column * columnStep]!;
}

interface Collected {
  readonly results: Cells;
  readonly target: Target;
  /** Sums that have left, by column: they leave in the order in which they came. */
  readonly left: Int32Array;
}

function collect({ registers, rows, columns }: ValueArray, { results, target, left }: Collected): void {
  const bottom = (rows - 1) * columns;
  const { base, laneStep, indexStep } = target;
  for (let column = 0; column < columns; column++) {
    if ((registers.down[bottom + column]! & element) === 0) continue;
    results[base + column * laneStep + left[column]!++ * indexStep] = registers.sums[bottom + column]!;
  }
}
