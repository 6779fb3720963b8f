import { burstFold } from "../array/burst-fold.ts";
import type { FoldShape } from "../fold/fold.ts";
import { placeLayer } from "../fold/placement.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { SystolicLayer } from "../layer/layer.ts";
import { playFold } from "./play-fold.ts";
import { foldPlace, foldPlaces, type PlayedCount, type PlayedFold, type PlayedOp } from "./played-op.ts";
import { passActivity } from "./state.ts";

/** A matrix product, once or several times, as folds in the order of `foldsOf`. */
export function playProduct(description: SystolicDescription, layer: SystolicLayer, products: number, opening: readonly PlayedCount[] = []): PlayedOp {
  const { alongRows, alongColumns, stream } = placeLayer(layer, description.dataflow);
  const rows = Math.ceil(alongRows / description.rows);
  const columns = Math.ceil(alongColumns / description.columns);
  const used = (isLast: boolean, size: number, parts: number, width: number): number => (isLast ? size - (parts - 1) * width : width);
  const folds = new Array<PlayedFold | null>(foldPlaces).fill(null);
  for (const isFirstRow of [true, false]) {
    for (const isLastRow of [true, false]) {
      if (isFirstRow !== isLastRow && rows === 1) continue;
      for (const isLastColumn of [true, false]) {
        const shape: FoldShape = { usedRows: used(isLastRow, alongRows, rows, description.rows), usedColumns: used(isLastColumn, alongColumns, columns, description.columns), stream };
        const resumes = description.dataflow !== "os" && !isFirstRow;
        folds[foldPlace(isFirstRow, isLastRow, isLastColumn)] = playFold(description, { shape, timing: burstFold(shape, description), resumes });
      }
    }
  }
  return { shape: JSON.stringify([layer, products, opening]), products, columns, rows, folds, opening };
}

/** Work on the vector unit alone. */
export function playPass(cycles: number, elements: number, opening: readonly PlayedCount[] = []): PlayedOp {
  const idle = [{ activity: 0, cycles, counts: [] }];
  const fold: PlayedFold = [idle, idle, idle, idle, [{ activity: passActivity, cycles, counts: [["elements", elements]] }]];
  return { shape: JSON.stringify([cycles, elements, opening]), products: 1, columns: 1, rows: 1, folds: Array.from({ length: foldPlaces }, () => fold), opening };
}
