import type { ConvolutionWindow } from "./problem.ts";
import { unitsReached, type Stretch } from "./stretch.ts";

/**
 * Elements of the input tensor that a tile of an operand gathered by a convolution needs, each counted once: the halo
 * between rows of outputs is shared, the halo between tiles is not. The taps are flattened as (r, s, c).
 *
 * - Exact for whole rows of outputs that do not straddle samples unevenly, with all taps and without padding.
 * - Otherwise never less than any tile of this size needs: a tile in the midst of the tensor, where no tap is padding, that
 *   starts in its rows and samples where it reaches the most of them.
 * - Never more than the tile has elements as an operand.
 *
 * @param positions the tile along the loop over output positions
 * @param taps the tile along the loop over channels and taps
 */
export function gatheredElements(window: ConvolutionWindow, positions: Stretch, taps: Stretch): number {
  const { channels, kernel, outputWidth } = window;
  const vertical = Math.min(kernel[0], unitsReached(taps, kernel[1] * channels));
  const horizontal = vertical > 1 ? kernel[1] : Math.min(kernel[1], unitsReached(taps, channels));
  const depth = vertical * horizontal > 1 ? channels : Math.min(channels, taps.size);
  const rows = unitsReached(positions, outputWidth);
  const acrossRow = rows > 1 ? outputWidth : positions.size;
  const columns = Math.min(window.width, reach(acrossRow, window.stride[1], horizontal));
  return Math.min(inputRows(window, positions, rows, vertical) * columns * depth, positions.size * taps.size);
}

/** Input rows under `rows` rows of outputs, which lie in one sample or in several. */
function inputRows(window: ConvolutionWindow, positions: Stretch, rows: number, taps: number): number {
  const samples = unitsReached(positions, window.outputHeight * window.outputWidth);
  const advance = Math.min(window.stride[0], taps);
  const ofSample = Math.min(window.height, reach(window.outputHeight, window.stride[0], taps));
  return Math.min((rows - samples) * advance + samples * taps, samples * ofSample);
}

/** Inputs along one axis that `outputs` neighbours touch; those that a stride beyond the kernel skips are left out. */
function reach(outputs: number, stride: number, taps: number): number {
  return (outputs - 1) * Math.min(stride, taps) + taps;
}
