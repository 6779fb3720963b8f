import type { CellGrid } from "../grid/cell-grid.ts";
import type { Look, Theme } from "../grid/theme.ts";
import type { StyleName } from "../grid/style.ts";
import type { ScreenLine } from "./blessed-screen.ts";

/** How blessed writes "the terminal's own colour". */
const ownColour = 0x1ff;

/** A look as blessed packs it: flags, foreground, background, nine bits each. */
export function attributeOf({ foreground, background, isBold, isUnderlined, isInverse }: Look): number {
  const flags = (isBold ? 1 : 0) | (isUnderlined ? 2 : 0) | (isInverse ? 8 : 0);
  return (flags << 18) | ((foreground ?? ownColour) << 9) | (background ?? ownColour);
}

/** Writes a grid into the lines of a screen and marks the rows that changed; what does not fit is cut. Returns how many changed. */
export function paint(grid: CellGrid, lines: readonly ScreenLine[], theme: Theme): number {
  const attributes = new Map<StyleName, number>();
  let changed = 0;
  for (let y = 0; y < Math.min(grid.height, lines.length); y++) if (paintRow(grid, y, lines[y]!, { theme, attributes })) changed++;
  return changed;
}

function paintRow(grid: CellGrid, y: number, line: ScreenLine, { theme, attributes }: { theme: Theme; attributes: Map<StyleName, number> }): boolean {
  let isChanged = false;
  for (let x = 0; x < Math.min(grid.width, line.length); x++) {
    const style = grid.styles[y * grid.width + x]!;
    let attribute = attributes.get(style);
    if (attribute === undefined) attributes.set(style, (attribute = attributeOf(theme[style])));
    const character = grid.characters[y * grid.width + x]!;
    const cell = line[x]!;
    if (cell[0] === attribute && cell[1] === character) continue;
    cell[0] = attribute;
    cell[1] = character;
    isChanged = true;
  }
  if (isChanged) line.dirty = true;
  return isChanged;
}

/** Writes a text in one look into a row of a screen. */
export function paintLine(text: string, line: ScreenLine, look: Look): void {
  const attribute = attributeOf(look);
  for (const [x, cell] of line.entries()) {
    cell[0] = attribute;
    cell[1] = text[x] ?? " ";
  }
  line.dirty = true;
}
