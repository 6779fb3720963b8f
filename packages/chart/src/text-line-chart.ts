import { axisScale, type AxisScale } from "./axis-scale.ts";
import { BrailleCanvas } from "./braille-canvas.ts";
import type { LineChart } from "./chart.ts";

/** Room for a chart in a terminal, and how a series is coloured there (plain text by default). */
export interface TextLayout {
  readonly columns: number;
  readonly rows: number;
  readonly paint?: (text: string, series: number) => string;
}

/** Draws a chart of lines with braille dots; needs 40 columns and 8 rows or more. */
export function textLineChart(chart: LineChart, { columns, rows, paint = (text) => text }: TextLayout): string {
  const plotRows = rows - 4;
  const y = axisScale(chart.y, chart.series, 1, { range: [plotRows * 4 - 1, 0], count: Math.max(2, Math.floor(plotRows / 3)) });
  const gutter = Math.max(...y.ticks.map(({ label }) => label.length), 1) + 1;
  const plotColumns = columns - gutter - 1;
  const x = axisScale(chart.x, chart.series, 0, { range: [0, plotColumns * 2 - 1], count: Math.max(2, Math.floor(plotColumns / 12)) });
  const canvas = new BrailleCanvas(plotColumns, plotRows);
  chart.series.forEach((series, owner) => draw(canvas, series.points, { x, y, owner }));
  const lines = Array.from({ length: plotRows }, (_, row) => {
    const label = y.ticks.find(({ value }) => Math.floor(Math.round(y.place(value)) / 4) === row)?.label ?? "";
    const cells = canvas.row(row).map(({ owner, text }) => (owner < 0 ? text : paint(text, owner)));
    return `${label.padStart(gutter - 1)} │${cells.join("")}`.trimEnd();
  });
  const legend = chart.series.map(({ name }, owner) => paint(`── ${name}`, owner)).join("   ");
  return [chart.title, ...lines, bottomEdge(gutter, plotColumns), bottomLabels(x, gutter, plotColumns), `${legend}   (${chart.y.label} by ${chart.x.label})`].join("\n");
}

interface Place {
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly owner: number;
}

function draw(canvas: BrailleCanvas, points: LineChart["series"][number]["points"], { x, y, owner }: Place): void {
  let previous: readonly [number, number] | undefined;
  for (const [atX, atY] of points) {
    const at = [Math.round(x.place(atX)), Math.round(y.place(atY))] as const;
    const isShown = Number.isFinite(at[0]) && Number.isFinite(at[1]);
    if (isShown) canvas.line(previous ?? at, at, owner);
    previous = isShown ? at : undefined;
  }
}

function bottomEdge(gutter: number, columns: number): string {
  return `${" ".repeat(gutter)}└${"─".repeat(columns)}`;
}

function bottomLabels(x: AxisScale, gutter: number, columns: number): string {
  let text = "";
  for (const { value, label } of x.ticks) {
    const start = Math.min(Math.round(x.place(value) / 2), columns - label.length);
    if (start >= text.length + (text === "" ? 0 : 1)) text = text.padEnd(start) + label;
  }
  return " ".repeat(gutter + 1) + text;
}
