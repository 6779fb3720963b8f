import type { Cells } from "./pe-registers.ts";
import type { Edge, Stream } from "./stream.ts";
import { clearTokens, hasEnded, isOver, moveAcross, moveDown, type Target, type ValueArray } from "./value-array.ts";

/** A fold whose sums stay: both operands stream, and a sum leaves by its row's bus in the cycle of its last product. */
export interface OutputStationaryFold {
  readonly fromLeft: Stream;
  readonly fromAbove: Stream;
  /** Lanes are rows, indices columns. */
  readonly results: Cells;
  readonly target: Target;
  /** Whether sums go on from what `results` holds; else they begin at zero. */
  readonly resumes: boolean;
}

/** What a fold took. */
export interface ValueFold {
  readonly cycles: number;
  readonly macs: number;
}

/** Runs a fold; the sums of the one before have left. */
export function runOutputStationary(array: ValueArray, { fromLeft, fromAbove, results, target, resumes }: OutputStationaryFold): ValueFold {
  const { registers, arithmetic, columns, other } = array;
  const topEdge: Edge = { cells: other, tokens: registers.down, lanes: columns, step: 1 };
  clearTokens(array);
  registers.sums.fill(arithmetic.zero);
  if (resumes) resume(array, results, { target, rows: fromLeft.usedLanes, columns: fromAbove.usedLanes });
  let macs = 0;
  for (let cycle = 0; ; cycle++) {
    moveAcross(array, fromLeft, cycle);
    moveDown(array, topEdge, fromAbove, cycle);
    macs += arithmetic.step(registers);
    // Nothing can end before the first feeder has sent its last.
    if (cycle >= fromLeft.length - 1) collect(array, results, target);
    if (isOver(array)) return { cycles: cycle + 1, macs };
  }
}

function resume({ registers, columns: width }: ValueArray, results: Cells, fold: { readonly target: Target; readonly rows: number; readonly columns: number }): void {
  const { base, laneStep, indexStep } = fold.target;
  for (let row = 0; row < fold.rows; row++) {
    for (let column = 0; column < fold.columns; column++) registers.sums[row * width + column] = results[base + row * laneStep + column * indexStep]!;
  }
}

function collect({ registers, rows, columns }: ValueArray, results: Cells, { base, laneStep, indexStep }: Target): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pe = row * columns + column;
      if (hasEnded(registers, pe)) results[base + row * laneStep + column * indexStep] = registers.sums[pe]!;
    }
  }
}
