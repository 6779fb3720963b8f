/** How an operand passes through its double-buffered scratchpad. */
export interface OperandPlan {
  /** Whether a whole block fits one half, so that each of its slices is loaded once and read many times. */
  readonly reused: boolean;
  /** Slices that share a half of the buffer: filled one after the other, freed together. Whole blocks where blocks are kept. */
  readonly unitSlices: number;
}

/** Sizes that decide an {@link OperandPlan}. */
export interface OperandSizes {
  /** Capacity of one half of the buffer. */
  readonly halfBits: number;
  /** What is read again and again: the rows of one tile of A over the whole reduction, or the whole of B. */
  readonly blockBits: number;
  readonly blockSlices: number;
  readonly sliceBits: number;
}

/**
 * A block that fits half of the buffer is kept: A for all column groups of its row group, B for all row groups of the op.
 * As many blocks share a half as fit. A larger one streams through slice by slice and is loaded again for every use.
 */
export function planOperand({ halfBits, blockBits, blockSlices, sliceBits }: OperandSizes): OperandPlan {
  if (blockBits <= halfBits) return { reused: true, unitSlices: blockSlices * Math.floor(halfBits / blockBits) };
  return { reused: false, unitSlices: Math.floor(halfBits / sliceBits) };
}
