/**
 * A job as the blocks of the array consult it: shares, sizes and times that follow from job and description. A class, so that
 * all plans have one layout; `r`, `c`, `p` index rows, columns and PEs of the grid.
 */
export class GridPlan {
  isVector = 0;
  /** Columns of the grid. */
  gridColumns = 0;
  /** Groups of `lanes` rows of each row of the grid, and the rows in the last of them. */
  rowGroups = new Int32Array(0);
  rowEdge = new Int32Array(0);
  /** Groups of `depth` columns of each column of the grid, and the columns in the last of them. */
  columnGroups = new Int32Array(0);
  columnEdge = new Int32Array(0);
  /** Rows and columns of the grid with a share: the first ones. */
  activeRows = 0;
  activeColumns = 0;
  lanes = 0;
  depth = 0;
  vectorSize = 0;
  k = 0;
  /** Chunks of a reduction, slices in each, and in the last. */
  chunks = 0;
  chunkSlices = 0;
  lastSlices = 0;
  bitsA = 0;
  bitsB = 0;
  /** Bits of an element in packets: with its share of a scale; of A, what a PE rounds to `bitsA`. */
  movedBitsA = 0;
  movedBitsB = 0;
  /** Bits of what leaves: a result or a partial sum. */
  bitsOut = 0;
  partialBits = 0;
  maskBits = 0;
  /** Whether partial sums are read, results are masked; transfers of a tile that bring them. */
  readsPartials = 0;
  masks = 0;
  phases = 0;
  /** Whether a block of A is kept for all column groups, the share of B for all lane groups. */
  keepsA = 0;
  keepsB = 0;
  /** Transfers that a PE has room for, by kind of stream. */
  readonly credit = new Float64Array(3);
  /** Cycles between packets at the transposer, and its latency, by kind of stream; 1 and 0 without it. */
  readonly pace = new Float64Array(4).fill(1);
  /** The pace of what passes the transposers, when the interconnect may do such cycles together; else 1. */
  commonPace = 1;
  readonly delay = new Float64Array(4);
  readonly transposes = new Int32Array(4);
  portBitsA = 0;
  portBitsB = 0;
  /** Cycles to load a slice of A into the lane registers. */
  portA = 0;
  /** Slots of a full column group and of the last one of c: cycles, activity of the slack, words of buffer B. */
  slotFull = 0;
  slackFull = 0;
  wordsFull = 0;
  slotEdge = new Float64Array(0);
  slackEdge = new Int32Array(0);
  wordsEdge = new Float64Array(0);
  /** How long after the start of a drain the results of the next tile may come: both full, or one the last of c. */
  leadFull = 0;
  leadEdge = new Float64Array(0);
  latency = 0;
  rowCycles = 0;
  isSerial = 0;
  unitLatency = 0;
  /** Elements of each PE, per chunk, and cycles of a whole chunk and of the last one of p. */
  elements = new Float64Array(0);
  chunkElements = 0;
  chunkCycles = 0;
  lastCycles = new Float64Array(0);
  readBits = 0;
  writeBits = 0;
  /** Transfers of results of the whole job. */
  results = 0;
}
