import type { Pair } from "@lnsim/trace";
import { wordOf, wordsOf, type TensorData } from "../tensor-data.ts";
import type { ConvGeometry } from "./geometry.ts";
import { gatherPlane, type PlaneGrid } from "./plane-gather.ts";

/**
 * im2col of one group: `out` (reduction x columns) gets at row (r, s, c) and column (sample, y, x) the input that tap
 * (r, s) of feature c of the group meets at output (y, x), or `padding` beyond the edge. `source` is the whole input,
 * inputs x (batch * height * width). This is B of fprop and A of wgrad.
 */
export function gatherPatches<T extends TensorData>(
  geometry: ConvGeometry,
  group: number,
  source: T,
  { padding, out }: { readonly padding: number; readonly out: T },
): void {
  const { batch, input, output, kernel, stride, dilation, groupInputs, columns } = geometry;
  const grid: PlaneGrid = { batch, source: [input.height, input.width], out: [output.height, output.width], stride };
  const ends = { source: wordsOf(source), out: wordsOf(out), padding: wordOf(out, padding) };
  const plane = batch * input.height * input.width;
  for (let r = 0, row = 0; r < kernel[0]; r++) {
    for (let s = 0; s < kernel[1]; s++) {
      const shift: Pair = [r * dilation[0] - geometry.padding[0], s * dilation[1] - geometry.padding[1]];
      for (let c = 0; c < groupInputs; c++, row++) gatherPlane(grid, shift, { ...ends, from: (group * groupInputs + c) * plane, to: row * columns });
    }
  }
}
