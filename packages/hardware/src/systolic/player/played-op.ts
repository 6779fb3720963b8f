/** How much a block adds to one of its counters. */
export type PlayedCount = readonly [counter: string, n: number];

/** What a block does for some cycles, and what it counts when it begins to. */
export interface PlayedPart {
  /** Index of the activity. */
  readonly activity: number;
  readonly cycles: number;
  readonly counts: readonly PlayedCount[];
}

/** A fold, or a pass: what each of the blocks does, in the order of `playerBlocks`; parts of none take 0 cycles, and all add up to the same. */
export type PlayedFold = readonly (readonly PlayedPart[])[];

/** An op as it is played: products, in each its columns of folds, in each the folds from the first row of the placement to the last. */
export interface PlayedOp {
  /** Equal for ops that are played alike. */
  readonly shape: string;
  readonly products: number;
  readonly columns: number;
  readonly rows: number;
  /** By {@link foldPlace}. */
  readonly folds: readonly (PlayedFold | null)[];
  /** What the array counts when the op begins. */
  readonly opening: readonly PlayedCount[];
}

/** Where a fold of a place is in {@link PlayedOp.folds}; places that do not occur hold null. */
export function foldPlace(isFirstRow: boolean, isLastRow: boolean, isLastColumn: boolean): number {
  return (isFirstRow ? 1 : 0) + (isLastRow ? 2 : 0) + (isLastColumn ? 4 : 0);
}

/** How many places there are. */
export const foldPlaces = 8;
