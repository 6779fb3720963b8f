import { describeSystolic } from "../systolic/layer/description.ts";
import { inputSide } from "../systolic/layer/layer.ts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import { runSystolicValues } from "../systolic/values/run-values.ts";
import type { GemmJob } from "../chip/job/job.ts";
import { GridValues, type Matrix, type TileOperands } from "./grid-values.ts";
import type { PeValuesRequest } from "./request.ts";

/** Runs one tile of a product on the array; `isFirst`: it does not go on from partial sums. Its sums are left in the tile. */
export type TileRunner = (job: Pick<GemmJob, "m" | "n" | "k">, tile: TileOperands, isFirst: boolean) => number;

/** The array of a description with values in it; a run returns the multiply-accumulates that it made. */
export function tileRunner({ description, datapath, op }: PeValuesRequest): TileRunner {
  if (description.array.kind !== "systolic") {
    const grid = new GridValues(description, datapath);
    return (job, tile) => {
      const before = grid.macs;
      grid.run(job, tile);
      return grid.macs - before;
    };
  }
  const { rows, columns, dataflow } = describeSystolic(description);
  const inputs = inputSide(op?.pass ?? "fprop");
  const operand = (cells: Cells) => (datapath.kind === "float" ? Float32Array.from(cells) : Uint16Array.from(cells));
  return ({ m, n, k }, { a, b, sums }, isFirst) => {
    const request = { m, n, k, a: operand(gathered(a, m, k)), b: operand(gathered(b, k, n)), datapath, rows, columns, dataflow, inputs };
    const values = runSystolicValues(isFirst ? request : { ...request, initial: sums });
    sums.set(values.sums);
    return values.macs;
  };
}

/** A part of a matrix by itself, row by row: what a tile is in the global buffer. */
function gathered({ values, base, rowStep, columnStep }: Matrix, rows: number, columns: number): Cells {
  const part = values instanceof Float64Array ? new Float64Array(rows * columns) : new Int32Array(rows * columns);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) part[row * columns + column] = values[base + row * rowStep + column * columnStep]!;
  return part;
}
