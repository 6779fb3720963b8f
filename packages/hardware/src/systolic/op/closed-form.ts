import { foldGroups } from "../fold/fold.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { SystolicLayer } from "../layer/layer.ts";

/**
 * Cycles of a layer by formula: what a mapper ranks by, and what the simulated array is held against.
 *
 * With F folds and streams of T: F (T + R + C - 2) output-stationary, F (T + 2 R + C - 2) otherwise (Samajdar et al.,
 * SCALE-Sim); by the protocol stonne, with r rows and c columns in use, T + r + c + 3 a fold, one less where r or c is 1.
 */
export function systolicClosedForm(layer: SystolicLayer, description: SystolicDescription): number {
  const { rows, columns, dataflow, protocol } = description;
  const preload = dataflow === "os" ? 0 : rows;
  return foldGroups(layer, description).reduce((cycles, { shape, count }) => {
    const { usedRows, usedColumns, stream } = shape;
    const isLine = usedRows === 1 || usedColumns === 1;
    const fold = protocol === "stonne" ? stream + usedRows + usedColumns + (isLine ? 2 : 3) : stream + preload + rows + columns - 2;
    return cycles + fold * count;
  }, 0);
}
