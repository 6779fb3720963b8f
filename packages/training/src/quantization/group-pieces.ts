import type { ScaleGroups } from "@lnsim/contracts";
import type { Groups } from "./grouping.ts";

/** Elements from `start` to `end` of a matrix whose groups follow one another as a format's bulk work has them. */
export interface GroupPiece {
  readonly start: number;
  readonly end: number;
  readonly groups: ScaleGroups;
}

/** A matrix in as few pieces as possible; their maxima are parts of `maxima`, by group. */
export function groupPieces(groups: Groups, maxima: Float64Array): GroupPiece[] {
  return groups.stride === 1 ? runPieces(groups, maxima) : columnPieces(groups, maxima);
}

/** One piece, but one per line where the last vector of a line is shorter than the others. */
function runPieces(groups: Groups, maxima: Float64Array): GroupPiece[] {
  const { rows, columns, blocks, vectors, size, kind } = groups;
  if (kind === "tensor" || vectors * size === columns) return [{ start: 0, end: rows * columns * blocks, groups: { maxima, run: size } }];
  return Array.from({ length: rows * blocks }, (_, line) => {
    const own = maxima.subarray(line * vectors, (line + 1) * vectors);
    return { start: line * columns, end: (line + 1) * columns, groups: { maxima: own, run: size } };
  });
}

/** One piece per vector of all columns of a block. */
function columnPieces({ rows, columns, blocks, vectors, size }: Groups, maxima: Float64Array): GroupPiece[] {
  return Array.from({ length: blocks * vectors }, (_, index) => {
    const block = Math.floor(index / vectors);
    const row = (index - block * vectors) * size;
    const start = (block * rows + row) * columns;
    const own = maxima.subarray(index * columns, (index + 1) * columns);
    return { start, end: start + Math.min(size, rows - row) * columns, groups: { maxima: own, run: 1 } };
  });
}
