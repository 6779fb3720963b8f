import { copyRuns, type RunLayout } from "../copy-runs.ts";
import { wordsOf, type TensorData } from "../tensor-data.ts";
import type { AttentionShape } from "./shape.ts";

/**
 * Gathers heads * headSize rows of `source` (rows x (batch * length)), the first at `firstRow`, as blocks: `out` is
 * (batch * heads) blocks of headSize x length, block = sample * heads + head.
 */
export function gatherHeads<T extends TensorData>(shape: AttentionShape, firstRow: number, source: T, out: T): void {
  copyRuns({ ...linesOf(shape), from: tensorLayout(shape, firstRow), to: blockLayout(shape) }, wordsOf(source), wordsOf(out));
}

/** The inverse of {@link gatherHeads}: blocks into their rows of `out`; rows of others stay as they are. */
export function scatterHeads<T extends TensorData>(shape: AttentionShape, firstRow: number, blocks: T, out: T): void {
  copyRuns({ ...linesOf(shape), from: blockLayout(shape), to: tensorLayout(shape, firstRow) }, wordsOf(blocks), wordsOf(out));
}

/** Every sample has heads * headSize rows of `length` positions. */
function linesOf({ batch, heads, headSize, length }: AttentionShape): { planes: number; rows: number; count: number } {
  return { planes: batch, rows: heads * headSize, count: length };
}

function tensorLayout({ batch, length }: AttentionShape, firstRow: number): RunLayout {
  return { start: firstRow * batch * length, planeStep: length, rowStep: batch * length, step: 1 };
}

function blockLayout({ heads, headSize, length }: AttentionShape): RunLayout {
  return { start: 0, planeStep: heads * headSize * length, rowStep: length, step: 1 };
}
