/** One dimension cut into parts: all `full` but the last, which is `edge`. */
export interface CutDimension {
  readonly parts: number;
  readonly full: number;
  readonly edge: number;
}

/** Sum over all pairs of parts of two cut dimensions, of which at most four differ. */
export function sumTiles(x: CutDimension, y: CutDimension, of: (x: number, y: number) => number): number {
  const column = (size: number) => (y.parts - 1) * of(size, y.full) + of(size, y.edge);
  return (x.parts - 1) * column(x.full) + column(x.edge);
}
