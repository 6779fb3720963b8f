import type { Operand } from "./operand.ts";
import type { Dimension, Sizes } from "./problem.ts";

/** A tiling of the global buffer: sizes of a tile, and the loops over tiles from the outermost to the innermost. */
export interface Mapping {
  readonly tile: Sizes;
  readonly order: readonly [Dimension, Dimension, Dimension];
}

/** What bounds and prices a mapping. */
export interface Hierarchy {
  /** Capacity of the global buffer. Two tiles of A, B, of what is read per result, and of results have to fit. */
  readonly globalBufferBytes: number;
  /** Sustained rate of memory, reads and writes together, in bytes per cycle. */
  readonly memoryBytesPerCycle: number;
  /** Cycles from the end of a tile on the array until one can begin that had to wait for it, beside those that its bytes take to move. */
  readonly turnaroundCycles: number;
  /** Cycles of one tile on the array, as estimated without simulation. */
  readonly tileCycles: (sizes: Sizes) => number;
  /** Multiples that tile sizes are tried in, such as the lanes of all PEs of a column for m. */
  readonly granule: Sizes;
  /** Energy of one byte moved, for the objectives that ask for it. */
  readonly energyPjPerByte: { readonly memory: number; readonly globalBuffer: number };
  /** Operands that lie in the stash, a part of the global buffer that holds tensors between ops; absent where none does. */
  readonly stash?: StashedOperands;
}

/** Operands whose tiles do not come from memory, or go there. Partial sums always do. */
export interface StashedOperands {
  readonly operands: readonly Exclude<Operand, "partialSums">[];
  /** Rate of the stash, reads and writes together. */
  readonly bytesPerCycle: number;
  /** As that of memory, where nothing else moves. */
  readonly turnaroundCycles: number;
}

/** Traffic and time of a mapping, as estimated. */
export interface MappingCost {
  readonly cycles: number;
  readonly computeCycles: number;
  readonly memoryCycles: number;
  /** Cycles of the stash; 0 where no operand lies there. */
  readonly stashCycles: number;
  readonly tiles: number;
  /** Bytes that are loaded and stored, from memory and from the stash together, by what for. */
  readonly bytes: { readonly a: number; readonly b: number; readonly mask: number; readonly partialSums: number; readonly out: number };
  readonly energyPj: number;
}

/** What the mapper chose, and among how many. */
export interface MappingChoice {
  readonly mapping: Mapping;
  readonly cost: MappingCost;
  readonly considered: number;
  readonly exhaustive: boolean;
}
