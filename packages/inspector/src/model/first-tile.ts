import { tilesIn, type TileSpan } from "./ops.ts";
import type { OpPair } from "./align-ops.ts";
import type { Study } from "./study.ts";

/** Tiles of an op that are compared; beyond it, it is left at that. */
const mostTiles = 20_000;

/** The first tile of an op, from 1, that takes a different time in two runs. */
export interface DifferentTile {
  readonly number: number;
  readonly of: number;
  readonly cyclesA: number;
  readonly cyclesB: number;
}

/** Holds the tiles of an op against each other, the first with the first; null: none differs, or there are none or too many. */
export function firstDifferentTile(a: Study, b: Study, { a: opA, b: opB }: OpPair): DifferentTile | null {
  if (opA === null || opB === null) return null;
  const tilesA = tilesIn(a.recording, opA, mostTiles);
  const tilesB = tilesIn(b.recording, opB, mostTiles);
  if (tilesA === null || tilesB === null) return null;
  const index = tilesA.findIndex((tile, place) => tilesB[place] !== undefined && lengthOf(tile) !== lengthOf(tilesB[place]));
  return index === -1 ? null : { number: index + 1, of: tilesA.length, cyclesA: lengthOf(tilesA[index]), cyclesB: lengthOf(tilesB[index]) };
}

function lengthOf({ from, to }: TileSpan): number {
  return to - from;
}
