import type { Pair } from "@lnsim/trace";
import type { Words } from "../tensor-data.ts";

/** Planes (batch x height x width, one feature each) that are read at `stride` and written without gaps. */
export interface PlaneGrid {
  readonly batch: number;
  /** Height and width of what is read. */
  readonly source: Pair;
  /** Height and width of what is written. */
  readonly out: Pair;
  readonly stride: Pair;
}

/** One plane of a tensor, and where it goes. */
export interface PlaneMove {
  readonly source: Words;
  /** Index of the plane's first element. */
  readonly from: number;
  readonly out: Words;
  readonly to: number;
  /** The word for positions outside the source. */
  readonly padding: number;
}

/** Writes out[sample, y, x] = source[sample, y * stride + shift, x * stride + shift], or the padding outside. */
export function gatherPlane(grid: PlaneGrid, shift: Pair, move: PlaneMove): void {
  const isWhole = grid.stride[0] === 1 && grid.stride[1] === 1 && grid.source[0] === grid.out[0] && grid.source[1] === grid.out[1];
  if (isWhole) shiftPlane(grid, shift, move);
  else gatherRows(grid, shift, move);
}

/** Positions along one direction of the output, [start, end), that lie inside the source. */
function insideRange(source: number, out: number, stride: number, shift: number): Pair {
  const start = Math.min(Math.max(Math.ceil(-shift / stride), 0), out);
  const end = Math.min(Math.max(Math.ceil((source - shift) / stride), start), out);
  return [start, end];
}

function gatherRows(grid: PlaneGrid, shift: Pair, { source, from, out, to, padding }: PlaneMove): void {
  const [sourceHeight, sourceWidth] = grid.source;
  const [height, width] = grid.out;
  const [strideY, strideX] = grid.stride;
  const [top, bottom] = insideRange(sourceHeight, height, strideY, shift[0]);
  const [left, right] = insideRange(sourceWidth, width, strideX, shift[1]);
  for (let sample = 0, o = to; sample < grid.batch; sample++) {
    const origin = from + (sample * sourceHeight + shift[0]) * sourceWidth + shift[1];
    for (let y = 0; y < height; y++) {
      const start = o;
      const isInside = y >= top && y < bottom;
      for (const end = start + (isInside ? left : width); o < end; o++) out[o] = padding;
      let s = origin + y * strideY * sourceWidth + left * strideX;
      for (const end = start + right; o < end; o++, s += strideX) out[o] = source[s];
      for (const end = start + width; o < end; o++) out[o] = padding;
    }
  }
}

/** Source and output have one size and no stride: one move of the whole plane, then the margins that it got wrong. */
function shiftPlane(grid: PlaneGrid, shift: Pair, { source, from, out, to, padding }: PlaneMove): void {
  const [height, width] = grid.out;
  const length = grid.batch * height * width;
  const distance = shift[0] * width + shift[1];
  const start = Math.min(Math.max(-distance, 0), length);
  const end = Math.max(Math.min(length - distance, length), start);
  out.set(source.subarray(from + start + distance, from + end + distance), to + start);
  const [top, bottom] = insideRange(height, height, 1, shift[0]);
  const [left, right] = insideRange(width, width, 1, shift[1]);
  for (let o = to; o < to + length; o += height * width) {
    if (top > 0) out.fill(padding, o, o + top * width);
    if (bottom < height) out.fill(padding, o + bottom * width, o + height * width);
    for (let row = o + top * width; row < o + bottom * width; row += width) {
      for (let x = row; x < row + left; x++) out[x] = padding;
      for (let x = row + right; x < row + width; x++) out[x] = padding;
    }
  }
}
