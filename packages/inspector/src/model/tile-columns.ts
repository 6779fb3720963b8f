import type { RecordedOp } from "@lnsim/recording";
import type { TileSpan } from "./ops.ts";

/** The tiles of an op, one after the other; a tile lasts until the next one begins. */
export interface OpTiles {
  readonly op: Pick<RecordedOp, "from" | "to">;
  readonly tiles: readonly TileSpan[];
}

/** How tiles are dealt to columns: several to a column, or several columns to a tile. */
export interface TileScale {
  readonly tilesPerColumn: number;
  readonly columnsPerTile: number;
}

/** The scale at which the tiles of several runs fit so many columns; no column is empty. */
export function tileScale(runs: readonly OpTiles[], columns: number): TileScale {
  const most = Math.max(1, ...runs.map(({ tiles }) => tiles.length));
  if (most > columns) return { tilesPerColumn: Math.ceil(most / columns), columnsPerTile: 1 };
  const shortest = Math.min(...runs.flatMap((run) => lengthsOf(run)));
  return { tilesPerColumn: 1, columnsPerTile: Math.max(1, Math.min(Math.floor(columns / most), shortest)) };
}

/** Edges of columns that hold the same tiles, or parts of them, in every run. */
export function tileEdges(run: OpTiles, { tilesPerColumn, columnsPerTile }: TileScale): Float64Array {
  const starts = startsOf(run);
  const lengths = lengthsOf(run);
  const edges: number[] = [];
  for (let tile = 0; tile < starts.length; tile += tilesPerColumn) {
    for (let part = 0; part < columnsPerTile; part++) edges.push(starts[tile] + Math.floor((part * lengths[tile]) / columnsPerTile));
  }
  return Float64Array.from([...edges, run.op.to]);
}

/** The first tile begins with its op, whatever comes before it. */
function startsOf({ op, tiles }: OpTiles): readonly number[] {
  return tiles.map(({ from }, index) => (index === 0 ? op.from : from));
}

function lengthsOf(run: OpTiles): readonly number[] {
  const starts = startsOf(run);
  return starts.map((from, index) => (starts[index + 1] ?? run.op.to) - from);
}
