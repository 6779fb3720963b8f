import type { Canvas } from "./canvas.ts";
import type { StyleName } from "./style.ts";

/** A piece of a line in one style. */
export type Span = string | readonly [text: string, style: StyleName];

/** A line of text in pieces. */
export type Line = readonly Span[];

/** Writes the pieces one after the other; returns the column after them. */
export function putLine(canvas: Canvas, x: number, y: number, line: Line): number {
  let column = x;
  for (const span of line) column = typeof span === "string" ? canvas.put(column, y, span) : canvas.put(column, y, span[0], span[1]);
  return column;
}

/** Writes lines from `first` on; the last row tells how many did not fit. */
export function putLines(canvas: Canvas, lines: readonly Line[], first = 0): void {
  const top = Math.max(0, Math.min(first, lines.length - canvas.height));
  canvas.scrollTo(top);
  for (let y = 0; y < canvas.height && top + y < lines.length; y++) putLine(canvas, 0, y, lines[top + y]);
  const below = lines.length - top - canvas.height;
  if (below > 0) canvas.putRight(canvas.width, canvas.height - 1, ` ${below} more ↓`, "dim");
}
