import { columnCell } from "../../grid/bar.ts";
import type { StyleName } from "../../grid/style.ts";
import { dominating, type Lane } from "../../model/cells.ts";
import { firstCause, idleCategory, workCategory, type Palette } from "../../model/palette.ts";

/** How a cell of a lane is shown. */
export interface ShownCell {
  readonly character: string;
  readonly style: StyleName;
}

/**
 * A column of a lane in one cell, by the category with the largest share. A cell of nothing else is a full block, a capital letter, or
 * blank when idle. A mixed one is a block as high as the share of work, a small letter, or a dot.
 */
export function laneCell(palette: Palette, lane: Lane, column: number): ShownCell {
  const { category, share } = dominating(lane, column);
  if (category === workCategory) return { character: columnCell(share), style: "work" };
  if (category === idleCategory) return { character: share >= 1 ? " " : "·", style: "idle" };
  const { letter, solid, mixed } = palette.causes[category - firstCause];
  return share >= 1 ? { character: letter, style: solid } : { character: letter.toLowerCase(), style: mixed };
}
