import type { Pair } from "@lnsim/trace";
import { insideRange } from "./inside-range.ts";
import type { PlaneMove } from "./plane-gather.ts";

/** A plane of batch x height x width whose last `gap` rows and columns of every sample are padding. */
export interface GappedPlane {
  readonly batch: number;
  readonly size: Pair;
  readonly gap: Pair;
}

/**
 * Writes out[sample, y, x] = source[sample, y + shift, x + shift], or the padding outside, both of one size: one move of
 * the whole plane, then the margins that it got wrong. What runs out of a row or sample to the left or the top lands in
 * the gap of the one before and is right already; what lies before the first sample is padding, what lies behind the last
 * is in the margins.
 */
export function shiftPlane({ batch, size, gap }: GappedPlane, shift: Pair, { source, from, out, to, padding }: PlaneMove): void {
  const [height, width] = size;
  const length = batch * height * width;
  const distance = shift[0] * width + shift[1];
  const start = Math.min(Math.max(-distance, 0), length);
  const end = Math.max(Math.min(length - distance, length), start);
  out.fill(padding, to, to + start);
  out.set(source.subarray(from + start + distance, from + end + distance), to + start);
  const rows = rightRange(height, gap[0], shift[0]);
  const columns = rightRange(width, gap[1], shift[1]);
  if (rows[0] > 0 || rows[1] < height || columns[0] > 0 || columns[1] < width) fillMargins(size, rows, columns, { out, to, padding, length });
}

/** The range that is right along one direction. */
function rightRange(size: number, gap: number, shift: number): Pair {
  const [start, end] = insideRange(size, size, 1, shift);
  return [-shift <= gap ? 0 : start, end];
}

function fillMargins(
  [height, width]: Pair,
  [top, bottom]: Pair,
  [left, right]: Pair,
  { out, to, padding, length }: Pick<PlaneMove, "out" | "to" | "padding"> & { readonly length: number },
): void {
  for (let o = to; o < to + length; o += height * width) {
    if (top > 0) out.fill(padding, o, o + top * width);
    if (bottom < height) out.fill(padding, o + bottom * width, o + height * width);
    for (let row = o + top * width; row < o + bottom * width; row += width) {
      for (let x = row; x < row + left; x++) out[x] = padding;
      for (let x = row + right; x < row + width; x++) out[x] = padding;
    }
  }
}
