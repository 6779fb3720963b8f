import type { Pair } from "@lnsim/trace";
import { copyRuns } from "../copy-runs.ts";
import type { Words } from "../tensor-data.ts";
import { insideRange } from "./inside-range.ts";
import { shiftPlane } from "./plane-shift.ts";

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
  if (isWhole) shiftPlane({ batch: grid.batch, size: grid.out, gap: [0, 0] }, shift, move);
  else gatherRows(grid, shift, move);
}

function gatherRows({ batch, source, out, stride }: PlaneGrid, shift: Pair, move: PlaneMove): void {
  const [top, bottom] = insideRange(source[0], out[0], stride[0], shift[0]);
  const [left, right] = insideRange(source[1], out[1], stride[1], shift[1]);
  const outPlane = out[0] * out[1];
  if (top > 0 || bottom < out[0] || left > 0 || right < out[1]) move.out.fill(move.padding, move.to, move.to + batch * outPlane);
  const start = move.from + (top * stride[0] + shift[0]) * source[1] + left * stride[1] + shift[1];
  const from = { start, planeStep: source[0] * source[1], rowStep: stride[0] * source[1], step: stride[1] };
  const to = { start: move.to + top * out[1] + left, planeStep: outPlane, rowStep: out[1], step: 1 };
  copyRuns({ planes: batch, rows: bottom - top, count: right - left, from, to }, move.source, move.out);
}
