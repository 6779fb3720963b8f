import type { StyleName } from "./style.ts";

/** How a cell looks. Colours are those of a terminal of 256; null is the terminal's own. */
export interface Look {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
}

/** The look of every meaning. */
export type Theme = Readonly<Record<StyleName, Look>>;
