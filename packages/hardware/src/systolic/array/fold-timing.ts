/** What one fold took, as it came out of the simulated array. Counts are of elements. */
export interface FoldTiming {
  /** From its first cycle to the one after its last result has left. */
  readonly cycles: number;
  /** Cycles before the first multiplication; with one at least; after the last. They add up to `cycles`. */
  readonly fillCycles: number;
  readonly multiplyCycles: number;
  readonly drainCycles: number;
  /** PEs that multiply, summed over the cycles: the useful multiply-accumulates. */
  readonly activePeCycles: number;
  /** Elements read for the rows' edge, for the columns' edge (os), and for the stationary registers (ws, is). */
  readonly rowReads: number;
  readonly columnReads: number;
  readonly stationaryReads: number;
  /** Operands that were latched by a PE: on their way past it, or to where they stay. */
  readonly operandMoves: number;
  /** Results that left; of ws and is partial sums, of which as many entered. */
  readonly results: number;
  /** Steps it took to find out: PEs and feeders stepped, or their windows. */
  readonly events: number;
}
