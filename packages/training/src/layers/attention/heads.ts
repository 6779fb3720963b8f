import { wordsOf, type TensorData } from "../tensor-data.ts";
import type { AttentionShape } from "./shape.ts";

/**
 * Gathers heads * headSize rows of `source` (rows x (batch * length)), the first at `firstRow`, as blocks: `out` is
 * (batch * heads) blocks of headSize x length, block = sample * heads + head.
 */
export function gatherHeads<T extends TensorData>(shape: AttentionShape, firstRow: number, source: T, out: T): void {
  const from = wordsOf(source);
  const to = wordsOf(out);
  const lines = shape.blocks * shape.headSize;
  for (let line = 0, o = 0; line < lines; line++) {
    let i = lineStart(shape, firstRow, line);
    for (const end = o + shape.length; o < end; o++, i++) to[o] = from[i];
  }
}

/** The inverse of {@link gatherHeads}: blocks into their rows of `out`; rows of others stay as they are. */
export function scatterHeads<T extends TensorData>(shape: AttentionShape, firstRow: number, blocks: T, out: T): void {
  const from = wordsOf(blocks);
  const to = wordsOf(out);
  const lines = shape.blocks * shape.headSize;
  for (let line = 0, i = 0; line < lines; line++) {
    let o = lineStart(shape, firstRow, line);
    for (const end = i + shape.length; i < end; o++, i++) to[o] = from[i];
  }
}

/** Where a line (sample, head, feature of the head) of the blocks starts in the tensor. */
function lineStart({ batch, heads, headSize, length }: AttentionShape, firstRow: number, line: number): number {
  const features = heads * headSize;
  const sample = Math.floor(line / features);
  return ((firstRow + line - sample * features) * batch + sample) * length;
}
