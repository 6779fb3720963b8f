import type { Groups } from "./grouping.ts";

const magnitudeMask = 0x7fffffff;
const infinityBits = 0x7f800000;

/** Columns at a time, so that their maxima stay in a first-level cache. */
const blockLength = 2048;
const largest = new Int32Array(blockLength);
const singles = new Float32Array(largest.buffer);

/**
 * The largest magnitude of every group by the bits of single-precision values, which are in the order of magnitudes.
 *
 * @returns false when a NaN came up: its bits lie above all others, so that the maxima are of no use
 */
export function singleMaxima(values: Float32Array, groups: Groups, out: Float64Array): boolean {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  return groups.stride === 1 ? alongRows(words, groups, out) : downColumns(words, groups, out);
}

function alongRows(words: Int32Array, { rows, columns, blocks, size }: Groups, out: Float64Array): boolean {
  const lines = rows * blocks;
  let all = 0;
  for (let line = 0, i = 0, group = 0; line < lines; line++) {
    for (const lineEnd = i + columns; i < lineEnd; group++) {
      let [own, other] = [0, 0];
      const end = Math.min(lineEnd, i + size);
      for (; i + 1 < end; i += 2) {
        own = larger(own, words[i] & magnitudeMask);
        other = larger(other, words[i + 1] & magnitudeMask);
      }
      if (i < end) own = larger(own, words[i++] & magnitudeMask);
      own = larger(own, other);
      if (own > all) all = own;
      largest[0] = own;
      out[group] = singles[0];
    }
  }
  return all <= infinityBits;
}

function downColumns(words: Int32Array, { rows, columns, blocks, size, vectors }: Groups, out: Float64Array): boolean {
  let all = 0;
  for (let piece = 0; piece < blocks * vectors; piece++) {
    const block = Math.floor(piece / vectors);
    const first = (piece - block * vectors) * size;
    const start = (block * rows + first) * columns;
    const end = start + Math.min(size, rows - first) * columns;
    for (let left = 0; left < columns; left += blockLength) {
      const count = Math.min(blockLength, columns - left);
      largest.fill(0, 0, count);
      for (let row = start + left; row < end; row += 4 * columns) takeRows(words, row, { end, columns, count });
      for (let i = 0; i < count; i++) {
        if (largest[i] > all) all = largest[i];
        out[piece * columns + left + i] = singles[i];
      }
    }
  }
  return all <= infinityBits;
}

/** Where rows end, how far apart they are, and how many columns are looked at. */
interface RowRun {
  readonly end: number;
  readonly columns: number;
  readonly count: number;
}

/** Four rows into the maxima; past the end the first one is taken again. */
function takeRows(words: Int32Array, first: number, { end, columns, count }: RowRun): void {
  const second = first + columns < end ? first + columns : first;
  const third = first + 2 * columns < end ? first + 2 * columns : first;
  const fourth = first + 3 * columns < end ? first + 3 * columns : first;
  for (let i = 0; i < count; i++) {
    const upper = larger(words[first + i] & magnitudeMask, words[second + i] & magnitudeMask);
    const lower = larger(words[third + i] & magnitudeMask, words[fourth + i] & magnitudeMask);
    largest[i] = larger(largest[i], larger(upper, lower));
  }
}

/** Of two magnitudes, without a branch: which one it is cannot be foreseen. */
function larger(a: number, b: number): number {
  const difference = a - b;
  return a - (difference & (difference >> 31));
}
