import type { SystolicDescription } from "../layer/description.ts";
import { placeLayer, type Placement } from "./placement.ts";
import type { SystolicLayer } from "../layer/layer.ts";

/** One filling of the array: the rows and columns that are in use, and elements that stream past each. */
export interface FoldShape {
  readonly usedRows: number;
  readonly usedColumns: number;
  readonly stream: number;
}

/** Folds of one shape. */
export interface FoldGroup {
  readonly shape: FoldShape;
  readonly count: number;
}

/** A fold with its place: first row and column of the placement that it holds. */
export interface PlacedFold {
  readonly shape: FoldShape;
  readonly firstRow: number;
  readonly firstColumn: number;
}

/** Folds of a layer: those that fill the array, and those at its two edges and the corner; at most four groups. */
export function foldGroups(layer: SystolicLayer, description: SystolicDescription): readonly FoldGroup[] {
  const { alongRows, alongColumns, stream } = placeLayer(layer, description.dataflow);
  const rowParts = partsOf(alongRows, description.rows);
  const columnParts = partsOf(alongColumns, description.columns);
  return rowParts.flatMap((row) =>
    columnParts.map((column) => ({ shape: { usedRows: row.used, usedColumns: column.used, stream }, count: row.count * column.count })),
  );
}

/** The folds in the order in which the array takes them: column by column, so that partial sums are added in ascending k. */
export function* foldsOf(layer: SystolicLayer, description: SystolicDescription): Generator<PlacedFold, void, void> {
  const placement: Placement = placeLayer(layer, description.dataflow);
  const { rows, columns } = description;
  for (let firstColumn = 0; firstColumn < placement.alongColumns; firstColumn += columns) {
    const usedColumns = Math.min(columns, placement.alongColumns - firstColumn);
    for (let firstRow = 0; firstRow < placement.alongRows; firstRow += rows) {
      const usedRows = Math.min(rows, placement.alongRows - firstRow);
      yield { shape: { usedRows, usedColumns, stream: placement.stream }, firstRow, firstColumn };
    }
  }
}

interface Part {
  readonly used: number;
  readonly count: number;
}

function partsOf(size: number, width: number): readonly Part[] {
  const rest = size % width;
  const parts = [
    { used: width, count: (size - rest) / width },
    { used: rest, count: rest === 0 ? 0 : 1 },
  ];
  return parts.filter(({ count }) => count > 0);
}
