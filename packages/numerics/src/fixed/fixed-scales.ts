import type { FixedRegions } from "./fixed-regions.ts";
import { padded } from "./fixed-method.ts";
import type { Block } from "../gemm-blocks.ts";
import type { VectorScales } from "../gemm-operands.ts";

/** Where a run's scales are: element (vector, line) of either side, whichever product is computed. */
export interface ScaleStrides {
  readonly left: Float64Array;
  readonly leftLine: number;
  readonly leftVector: number;
  readonly right: Float64Array;
  readonly rightLine: number;
  readonly rightVector: number;
}

/** The scales of the m x n product as it stands, or with its sides changed. */
export function scaleStrides({ left, right }: VectorScales, { n, vectors, isSwapped }: { readonly n: number; readonly vectors: number; readonly isSwapped: boolean }): ScaleStrides {
  if (isSwapped) return { left: right, leftLine: 1, leftVector: n, right: left, rightLine: vectors, rightVector: 1 };
  return { left, leftLine: vectors, leftVector: 1, right, rightLine: 1, rightVector: n };
}

/** Copies a block's scales: vectors x rows, and vectors x columns padded to whole strips with zeros. */
export function copyScales(doubles: Float64Array, scales: ScaleStrides, block: Block, layout: { readonly regions: FixedRegions; readonly sliceDepth: number; readonly width: number }): void {
  const { regions, sliceDepth, width } = layout;
  const firstVector = block.first / sliceDepth;
  const vectors = Math.ceil(block.depth / sliceDepth);
  const allColumns = padded(block.columns, width);
  for (let vector = 0; vector < vectors; vector++) {
    const leftAt = regions.leftScales / 8 + vector * block.rows;
    const leftFrom = (firstVector + vector) * scales.leftVector + block.row * scales.leftLine;
    for (let row = 0; row < block.rows; row++) doubles[leftAt + row] = scales.left[leftFrom + row * scales.leftLine];
    const rightAt = regions.rightScales / 8 + vector * allColumns;
    const rightFrom = (firstVector + vector) * scales.rightVector + block.column * scales.rightLine;
    for (let column = 0; column < block.columns; column++) doubles[rightAt + column] = scales.right[rightFrom + column * scales.rightLine];
    doubles.fill(0, rightAt + block.columns, rightAt + allColumns);
  }
}
