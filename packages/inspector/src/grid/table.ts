import type { Canvas } from "./canvas.ts";
import type { Span } from "./spans.ts";

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** Columns of cells it takes; negative: numbers, at its right edge. */
  readonly width: number;
}

/** Rows under titles, of which one is chosen. */
export interface Table {
  readonly columns: readonly TableColumn[];
  /** How many rows there are, and what stands in each. Only rows on screen are asked for. */
  readonly count: number;
  readonly row: (index: number) => readonly Span[];
  readonly chosen: number;
}

/** Draws the rows around the chosen one. A click chooses a row, a click on the chosen one opens it. */
export function drawTable(canvas: Canvas, { columns, count, row, chosen: wanted }: Table): void {
  const chosen = Math.min(Math.max(0, count - 1), wanted);
  drawRow(canvas, 0, columns, columns.map(({ title }): Span => [title, "dim"]));
  const height = canvas.height - 1;
  const first = Math.max(0, Math.min(count - height, chosen - Math.floor(height / 2)));
  for (let y = 0; y < height && first + y < count; y++) {
    const index = first + y;
    drawRow(canvas, y + 1, columns, row(index));
    if (index === chosen) canvas.tint({ x: 0, y: y + 1, width: canvas.width, height: 1 }, "selected");
    canvas.part({ x: 0, y: y + 1, width: canvas.width, height: 1 }).onMouse({ click: () => (index === chosen ? "open" : `entry ${index + 1}`), wheelUp: () => "up 3", wheelDown: () => "down 3" });
  }
}

function drawRow(canvas: Canvas, y: number, columns: readonly TableColumn[], cells: readonly Span[]): void {
  let x = 1;
  for (const [index, { width }] of columns.entries()) {
    const cell = cells[index] ?? "";
    const [text, style] = typeof cell === "string" ? ([cell, "plain"] as const) : cell;
    const room = Math.abs(width);
    const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    canvas.put(x + (width < 0 ? room - shown.length : 0), y, shown, style);
    x += room + 2;
  }
}
