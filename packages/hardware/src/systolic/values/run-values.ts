import { foldsOf, type PlacedFold } from "../fold/fold.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { layerFrom, type SystolicLayer } from "../layer/layer.ts";
import { runOperandStationary } from "./operand-stationary.ts";
import { runOutputStationary, type ValueFold } from "./output-stationary.ts";
import { arithmeticOf } from "./arithmetic-of.ts";
import type { Cells } from "./pe-registers.ts";
import { checkRequest, type SystolicValues, type SystolicValuesRequest } from "./request.ts";
import { createValueArray, type ValueArray } from "./value-array.ts";

/** A matrix in memory: element (row, column) is values[row * rowStep + column * columnStep]. */
interface Matrix {
  readonly values: Cells;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** A layer's matrices I [m x k], W [k x n] and O [m x n], and the array it runs on. */
interface ValueRun {
  readonly array: ValueArray;
  readonly inputs: Matrix;
  readonly filters: Matrix;
  readonly outputs: Matrix;
  /** One zero, for sums that begin; null where they go on from what the outputs hold. */
  readonly zero: Cells | null;
}

/**
 * A matrix product whose codes move through the registers of a systolic array, cycle by cycle; every PE multiplies and
 * accumulates as {@link peArithmetic} says, partial sums of ws and is pass through the folds of k in ascending order.
 * Every result is, to the bit, that of `scalarDatapath` in ascending order of k, and the cycles are those of `simulateSystolicOp`.
 */
export function runSystolicValues(request: SystolicValuesRequest): SystolicValues {
  checkRequest(request);
  const { m, n, rows, columns, dataflow, inputs: side = "b" } = request;
  const layer: SystolicLayer = layerFrom(request, side);
  const description: SystolicDescription = { rows, columns, dataflow, protocol: "plain" };
  const run = createRun(request, side === "a");
  let cycles = 0;
  let macs = 0;
  for (const fold of foldsOf(layer, description)) {
    const took = runFold[dataflow](run, fold);
    cycles += took.cycles;
    macs += took.macs;
  }
  const sums = run.outputs.values.subarray(0, m * n);
  return { out: run.array.arithmetic.drain(sums), sums, cycles, macs };
}

function createRun({ m, n, k, a, b, datapath, rows, columns, dataflow, initial }: SystolicValuesRequest, areInputsLeft: boolean): ValueRun {
  const arithmetic = arithmeticOf(datapath);
  const array = createValueArray(rows, columns, arithmetic, areInputsLeft === (dataflow !== "is"));
  const operand = (values: typeof a): Cells => (arithmetic.hasRealOperands ? Float64Array.from(values) : Int32Array.from(values));
  const cells = (length: number): Cells => (arithmetic.hasRealSums ? new Float64Array(length) : new Int32Array(length));
  const [left, right, sums] = [operand(a), operand(b), cells(m * n)];
  if (initial !== undefined) sums.set(initial);
  const matrices = areInputsLeft
    ? { inputs: rowMajor(left, k), filters: rowMajor(right, n), outputs: rowMajor(sums, n) }
    : { inputs: transposed(right, n), filters: transposed(left, k), outputs: transposed(sums, n) };
  return { array, ...matrices, zero: initial === undefined ? cells(1).fill(arithmetic.zero) : null };
}

function rowMajor(values: Cells, columns: number): Matrix {
  return { values, rowStep: columns, columnStep: 1 };
}

/** The transpose of a matrix of so many columns. */
function transposed(values: Cells, columns: number): Matrix {
  return { values, rowStep: 1, columnStep: columns };
}

const runFold = {
  os: runOs,
  ws: (run: ValueRun, fold: PlacedFold): ValueFold => runHolding(run, fold, { held: run.filters, moving: run.inputs, outputs: run.outputs }),
  // The same with all three transposed: W moves along the rows by its columns, I is held by its.
  is: (run: ValueRun, fold: PlacedFold): ValueFold =>
    runHolding(run, fold, { held: flip(run.inputs), moving: flip(run.filters), outputs: flip(run.outputs) }),
};

function flip({ values, rowStep, columnStep }: Matrix): Matrix {
  return { values, rowStep: columnStep, columnStep: rowStep };
}

/** Rows hold rows of I, columns those of W; k streams. */
function runOs({ array, inputs, filters, outputs, zero }: ValueRun, { shape, firstRow, firstColumn }: PlacedFold): ValueFold {
  const { usedRows, usedColumns, stream: length } = shape;
  return runOutputStationary(array, {
    fromLeft: { values: inputs.values, base: firstRow * inputs.rowStep, laneStep: inputs.rowStep, indexStep: inputs.columnStep, usedLanes: usedRows, length },
    fromAbove: { values: filters.values, base: firstColumn * filters.columnStep, laneStep: filters.columnStep, indexStep: filters.rowStep, usedLanes: usedColumns, length },
    resumes: zero === null,
    results: outputs.values,
    target: { base: firstRow * outputs.rowStep + firstColumn * outputs.columnStep, laneStep: outputs.rowStep, indexStep: outputs.columnStep },
  });
}

/** O [stream x columns] += moving [stream x k] held [k x columns]: rows hold k. */
interface HoldingProduct {
  readonly held: Matrix;
  readonly moving: Matrix;
  readonly outputs: Matrix;
}

function runHolding({ array, zero }: ValueRun, { shape, firstRow, firstColumn }: PlacedFold, { held, moving, outputs }: HoldingProduct): ValueFold {
  const { usedRows, usedColumns, stream: length } = shape;
  const target = { base: firstColumn * outputs.columnStep, laneStep: outputs.columnStep, indexStep: outputs.rowStep };
  const lanes = { usedLanes: usedColumns, length };
  return runOperandStationary(array, {
    held: { values: held.values, base: firstRow * held.rowStep + firstColumn * held.columnStep, rowStep: held.rowStep, columnStep: held.columnStep, usedRows, usedColumns },
    fromLeft: { values: moving.values, base: firstRow * moving.columnStep, laneStep: moving.columnStep, indexStep: moving.rowStep, usedLanes: usedRows, length },
    sums: firstRow === 0 && zero !== null ? { values: zero, base: 0, laneStep: 0, indexStep: 0, ...lanes } : { values: outputs.values, ...target, ...lanes },
    results: outputs.values,
    target,
  });
}
