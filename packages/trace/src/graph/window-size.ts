/** The sizes of a sliding window along one axis. */
export interface WindowAxis {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Distance between the taps. */
  readonly dilation: number;
}

/** Positions of the window on an axis of `size` values; below 1 when the window does not fit. Rounds down. */
export function windowPositions(size: number, { kernel, stride, padding, dilation }: WindowAxis): number {
  return Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}
