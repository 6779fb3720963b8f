import type { StyleName } from "./style.ts";

/** A screen as text and styles: what a view model gives, and what a terminal, a file or a test takes. */
export interface CellGrid {
  readonly width: number;
  readonly height: number;
  /** One character a cell, row by row; the right half of a wide character is "". */
  readonly characters: readonly string[];
  /** The style of each cell, in the same order. */
  readonly styles: readonly StyleName[];
}
