import type { Canvas } from "./canvas.ts";
import { cut } from "../format/text.ts";
import type { Span } from "./spans.ts";

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** Columns of cells it takes; negative: numbers, at its right edge; 0: what the others leave. */
  readonly width: number;
  /** Left out on narrower screens. */
  readonly from?: number;
}

/** Rows under titles, of which one is chosen. */
export interface Table {
  readonly columns: readonly TableColumn[];
  /** How many rows there are, and what stands in each. Only rows on screen are asked for. */
  readonly count: number;
  readonly row: (index: number) => readonly Span[];
  readonly chosen: number;
}

/** Where a column stands. */
interface Place {
  readonly index: number;
  readonly x: number;
  readonly width: number;
  readonly isRight: boolean;
}

const gap = 2;

/** Draws the rows around the chosen one. A click chooses a row, a click on the chosen one opens it. */
export function drawTable(canvas: Canvas, { columns, count, row, chosen: wanted }: Table): void {
  const chosen = Math.min(Math.max(0, count - 1), wanted);
  const places = placesOf(columns, canvas.width);
  drawRow(canvas, 0, places, columns.map(({ title }): Span => [title, "dim"]));
  const height = canvas.height - 1;
  const first = Math.max(0, Math.min(count - height, chosen - Math.floor(height / 2)));
  for (let y = 0; y < height && first + y < count; y++) {
    const index = first + y;
    drawRow(canvas, y + 1, places, row(index));
    if (index === chosen) canvas.tint({ x: 0, y: y + 1, width: canvas.width, height: 1 }, "selected");
    canvas.part({ x: 0, y: y + 1, width: canvas.width, height: 1 }).onMouse({ click: () => (index === chosen ? "open" : `entry ${index + 1}`), wheelUp: () => "up 3", wheelDown: () => "down 3" });
  }
}

function placesOf(columns: readonly TableColumn[], width: number): readonly Place[] {
  const shown = columns.map((column, index) => ({ ...column, index })).filter(({ from = 0 }) => width >= from);
  const taken = shown.reduce((sum, column) => sum + Math.abs(column.width) + gap, 1) - gap;
  let x = 1;
  return shown.map(({ index, width: own }) => {
    const place = { index, x, width: own === 0 ? Math.max(0, width - taken - 1) : Math.abs(own), isRight: own < 0 };
    x += place.width + gap;
    return place;
  });
}

function drawRow(canvas: Canvas, y: number, places: readonly Place[], cells: readonly Span[]): void {
  for (const { index, x, width, isRight } of places) {
    const cell = cells[index] ?? "";
    const [text, style] = typeof cell === "string" ? ([cell, "plain"] as const) : cell;
    const shown = cut(text, width);
    canvas.put(x + (isRight ? width - shown.length : 0), y, shown, style);
  }
}
