/** The loops of a matrix product O[m x n] = A[m x k] B[k x n]. */
export type Dimension = "m" | "n" | "k";

/** Sizes along the loops. */
export interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** How a tile of an operand lies in memory. */
export interface OperandAccess {
  /** Bits of one stored element. */
  readonly bits: number;
  /** The loop along the rows of the stored tensor: its neighbours in memory differ along the other one. */
  readonly rows: Dimension;
  /** Present where the operand is gathered from a smaller tensor by a convolution. */
  readonly window?: ConvolutionWindow;
}

/**
 * What a convolution gathers: the columns of the operand are output positions, `position` is their loop, sample by sample
 * and row by row; its other loop runs over the taps, flattened as (row, column, channel).
 */
export interface ConvolutionWindow {
  readonly position: Dimension;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernel: readonly [vertical: number, horizontal: number];
  readonly stride: readonly [vertical: number, horizontal: number];
  /** How far apart the taps are. Default 1. */
  readonly dilation?: readonly [vertical: number, horizontal: number];
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** A matrix product as a mapper sees it; `count` independent ones of the same shape run one after the other. */
export interface GemmProblem extends Sizes {
  readonly count: number;
  readonly a: OperandAccess;
  readonly b: OperandAccess;
  /** Bits of one finished result in memory. */
  readonly bitsOut: number;
  /** Bits of one partial sum in the global buffer and in memory. */
  readonly partialSumBits: number;
  /** Bits read per result beside the operands (masks); 0: none. */
  readonly maskBits: number;
}

/** A transfer between memory and the global buffer: segments of equal length at a stride, the last one may be shorter. */
export interface Transfer {
  readonly bytes: number;
  readonly segmentBytes: number;
  readonly strideBytes: number;
}
