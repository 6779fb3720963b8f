import type { StyleName } from "../grid/style.ts";
import { firstCause, idleCategory, workCategory, type Palette } from "../model/palette.ts";

/** How a category is signed where it stands alone: a full block, a dot, or a cause's letter. */
export function signOf(palette: Palette, category: number): { readonly character: string; readonly style: StyleName } {
  if (category === workCategory) return { character: "█", style: "work" };
  if (category === idleCategory) return { character: "·", style: "idle" };
  const { letter, solid } = palette.causes[category - firstCause];
  return { character: letter, style: solid };
}

/** The style of text about a category. */
export function inkOf(palette: Palette, category: number): StyleName {
  if (category === workCategory) return "work";
  return category === idleCategory ? "idle" : palette.causes[category - firstCause].mixed;
}
