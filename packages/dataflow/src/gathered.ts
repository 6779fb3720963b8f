import type { ConvolutionWindow } from "./problem.ts";
import { unitsReached, type Stretch } from "./stretch.ts";

/**
 * Elements of the input tensor that a tile of an operand gathered by a convolution needs, each counted once: the halo
 * between rows of outputs is shared, the halo between tiles is not.
 *
 * - Exact for whole rows of outputs that do not straddle samples unevenly, with all taps, without padding and dilation.
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
  const depth = Math.min(channels, taps.size);
  const rows = unitsReached(positions, outputWidth);
  const acrossRow = rows > 1 ? outputWidth : positions.size;
  const columns = Math.min(window.width, reach(acrossRow, 1, axisOf(window, 1, horizontal)));
  return Math.min(inputRows(window, positions, rows, vertical) * columns * depth, positions.size * taps.size);
}

/** Input rows under `rows` rows of outputs, which lie in one sample or in several. */
function inputRows(window: ConvolutionWindow, positions: Stretch, rows: number, taps: number): number {
  const samples = unitsReached(positions, window.outputHeight * window.outputWidth);
  const axis = axisOf(window, 0, taps);
  const ofSample = Math.min(window.height, reach(window.outputHeight, 1, axis));
  return Math.min(reach(rows, samples, axis), samples * ofSample);
}

/** One axis of a convolution. */
interface Axis {
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
}

function axisOf({ stride, dilation }: ConvolutionWindow, axis: 0 | 1, taps: number): Axis {
  return { taps, stride: stride[axis], dilation: dilation?.[axis] ?? 1 };
}

/** Inputs along one axis that `outputs` outputs in `runs` runs of neighbours touch; what a stride beyond the kernel skips is left out. */
function reach(outputs: number, runs: number, { taps, stride, dilation }: Axis): number {
  return Math.min((outputs - runs) * stride + runs * ((taps - 1) * dilation + 1), outputs * taps);
}
