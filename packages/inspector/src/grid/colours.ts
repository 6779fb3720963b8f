import type { StyleName } from "./style.ts";

/** Colours of a terminal of 256; absent: the terminal's own. */
interface Colours {
  readonly foreground?: number;
  readonly background?: number;
}

/** Colours of those meanings that have some. */
export type ColourTable = Partial<Record<StyleName, Colours>>;

/** The meanings with families of colours: stalls (solid and as letters) and passes. */
function families(stalls: readonly number[], passes: readonly number[], ink: number): ColourTable {
  const table: { [name: string]: Colours } = {};
  for (const [index, colour] of stalls.entries()) {
    table[`stall${index}`] = { foreground: ink, background: colour };
    table[`mixed${index}`] = { foreground: colour };
  }
  for (const [index, colour] of passes.entries()) table[`pass${index}`] = { foreground: ink, background: colour };
  return table;
}

/** Hues in the order of the stalls: red, violet, yellow, sky, pink, orange, teal, blue. */
export const darkColours: ColourTable = {
  dim: { foreground: 243 },
  bar: { foreground: 252, background: 237 },
  title: { foreground: 255 },
  selected: { foreground: 255, background: 24 },
  cursor: { foreground: 16, background: 255 },
  key: { foreground: 117 },
  error: { foreground: 203 },
  good: { foreground: 114 },
  work: { foreground: 71 },
  idle: { foreground: 239 },
  level: { foreground: 110 },
  mark: { foreground: 221 },
  ...families([167, 140, 178, 74, 169, 173, 79, 68], [31, 133, 130, 64, 103], 16),
};

export const lightColours: ColourTable = {
  dim: { foreground: 245 },
  bar: { foreground: 236, background: 254 },
  title: { foreground: 16 },
  selected: { foreground: 16, background: 153 },
  cursor: { foreground: 231, background: 16 },
  key: { foreground: 25 },
  error: { foreground: 160 },
  good: { foreground: 28 },
  work: { foreground: 28 },
  idle: { foreground: 250 },
  level: { foreground: 67 },
  mark: { foreground: 130 },
  ...families([160, 97, 94, 31, 162, 130, 30, 26], [31, 133, 130, 64, 60], 231),
};

export const sixteenColours: ColourTable = {
  dim: { foreground: 8 },
  bar: { foreground: 0, background: 7 },
  selected: { foreground: 15, background: 4 },
  cursor: { foreground: 0, background: 15 },
  key: { foreground: 14 },
  error: { foreground: 9 },
  good: { foreground: 10 },
  work: { foreground: 2 },
  idle: { foreground: 8 },
  level: { foreground: 6 },
  mark: { foreground: 11 },
  ...families([9, 5, 3, 6, 13, 11, 14, 12], [12, 5, 3, 2, 6], 0),
};
