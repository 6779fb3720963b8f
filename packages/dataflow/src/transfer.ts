import { gatheredElements } from "./gathered.ts";
import { layoutOf, tapLoop, type Operand, type OperandLayout } from "./operand.ts";
import type { ConvolutionWindow, Dimension, GemmProblem, Sizes, Transfer } from "./problem.ts";
import type { Stretch } from "./stretch.ts";

/** Rows and columns of the blocks that tensors are stored in. */
const blockElements = 32;

/**
 * Bytes of a tile of an operand, bits of the last byte rounded up. They depend on which of the sizes are those of the last
 * tile, never on where the tile is.
 *
 * @param tile what the loops are cut into
 * @param sizes of this tile: those of `tile`, or less along a loop for the last tile there
 */
export function tileBytes(problem: GemmProblem, operand: Operand, tile: Sizes, sizes: Sizes = tile): number {
  const layout = layoutOf(problem, operand);
  const { rows, columns, bits, window } = layout;
  if (window === undefined) return Math.ceil((sizes[rows] * sizes[columns] * bits) / 8);
  const along = (dimension: Dimension): Stretch => ({ whole: problem[dimension], tile: tile[dimension], size: sizes[dimension] });
  return Math.ceil((gatheredElements(window, along(window.position), along(tapLoop(layout, window))) * bits) / 8);
}

/**
 * How a tile of an operand is moved. Tensors lie in blocks of 32 x 32 elements, row of blocks after row of blocks: a tile
 * of all columns, or of no more than 32 rows, is one segment; any other one segment per 32 rows, one row of blocks apart.
 * What a convolution gathers are consecutive rows of its input: one segment. Nothing to move: all numbers 0.
 *
 * @param tile what the loops are cut into
 * @param sizes of this tile: those of `tile`, or less along a loop for the last tile there
 */
export function tileTransfer(problem: GemmProblem, operand: Operand, tile: Sizes, sizes: Sizes = tile): Transfer {
  const bytes = tileBytes(problem, operand, tile, sizes);
  const { rows, columns, bits, window } = layoutOf(problem, operand);
  const isOneSegment = window !== undefined || sizes[columns] === problem[columns] || sizes[rows] <= blockElements;
  if (isOneSegment) return { bytes, segmentBytes: bytes, strideBytes: bytes };
  const blockColumnBytes = (blockElements * bits) / 8;
  return { bytes, segmentBytes: sizes[columns] * blockColumnBytes, strideBytes: problem[columns] * blockColumnBytes };
}

/** Bytes of the whole tensor that an operand is stored in, of one product; of a convolution, the tensor it gathers from. */
export function tensorBytes(problem: GemmProblem, operand: Operand): number {
  const { rows, columns, bits, window } = layoutOf(problem, operand);
  if (window === undefined) return Math.ceil((problem[rows] * problem[columns] * bits) / 8);
  const samples = Math.ceil(problem[window.position] / (window.outputHeight * window.outputWidth));
  return Math.ceil((samples * sampleBits(window, bits)) / 8);
}

function sampleBits({ height, width, channels }: ConvolutionWindow, bits: number): number {
  return height * width * channels * bits;
}

/**
 * How far apart in memory, in bytes, the first segments of neighbouring tiles are along each loop; 0 along the loop that
 * the operand does not depend on. Rounded down to bytes.
 *
 * Gathered operands: along positions, their even share of the input, so that all tiles are equally far apart whatever
 * stride and padding; along taps, as many input rows as the tile has rows of taps.
 */
export function tileStrides(problem: GemmProblem, operand: Operand, tile: Sizes): Sizes {
  const layout = layoutOf(problem, operand);
  const { rows, columns, bits, window } = layout;
  if (window !== undefined) return gatheredStrides(problem, layout, window, tile);
  return {
    ...nowhere,
    [rows]: Math.floor((tile[rows] * problem[columns] * bits) / 8),
    [columns]: Math.floor((tile[columns] * Math.min(blockElements, problem[rows]) * bits) / 8),
  };
}

const nowhere: Sizes = { m: 0, n: 0, k: 0 };

function gatheredStrides(problem: GemmProblem, layout: OperandLayout, window: ConvolutionWindow, tile: Sizes): Sizes {
  const taps = tapLoop(layout, window);
  const positions = window.outputHeight * window.outputWidth;
  const tapRows = Math.floor((tile[taps] * window.kernel[0]) / problem[taps]);
  return {
    ...nowhere,
    [window.position]: Math.floor((sampleBits(window, layout.bits) * tile[window.position]) / (8 * positions)),
    [taps]: Math.floor((tapRows * window.width * window.channels * layout.bits) / 8),
  };
}
