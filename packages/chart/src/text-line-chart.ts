import { axisScale, type AxisScale } from "./axis-scale.ts";
import { BrailleCanvas } from "./braille-canvas.ts";
import type { LineChart, Series } from "./chart.ts";

/** Room for a chart in a terminal, and how a series is coloured there (plain text by default). */
export interface TextLayout {
  readonly columns: number;
  readonly rows: number;
  readonly paint?: (text: string, series: number) => string;
}

/** The plot keeps this many rows, however long the legend is. */
const leastPlotRows = 4;

/** Draws a chart of lines with braille dots; needs 40 columns and 8 rows or more. A legend that wraps takes rows of the plot. */
export function textLineChart(chart: LineChart, { columns, rows, paint = (text) => text }: TextLayout): string {
  const legend = legendLines(chart, columns, paint);
  const plotRows = Math.max(leastPlotRows, rows - 3 - legend.length);
  const y = axisScale(chart.y, chart.series, 1, { range: [plotRows * 4 - 1, 0], count: Math.max(2, Math.floor(plotRows / 3)) });
  const gutter = Math.max(...y.ticks.map(({ label }) => label.length), 1) + 1;
  const plotColumns = columns - gutter - 1;
  const x = axisScale(chart.x, chart.series, 0, { range: [0, plotColumns * 2 - 1], count: Math.max(2, Math.floor(plotColumns / 12)) });
  const canvas = new BrailleCanvas(plotColumns, plotRows);
  chart.series.forEach((series, owner) => draw(canvas, series, { x, y, owner }));
  const lines = Array.from({ length: plotRows }, (_, row) => {
    const label = y.ticks.find(({ value }) => Math.floor(Math.round(y.place(value)) / 4) === row)?.label ?? "";
    const cells = canvas.row(row).map(({ owner, text }) => (owner < 0 ? text : paint(text, owner)));
    return `${label.padStart(gutter - 1)} │${cells.join("")}`.trimEnd();
  });
  return [chart.title, ...lines, bottomEdge(gutter, plotColumns), bottomLabels(x, gutter, plotColumns), ...legend].join("\n");
}

/** The names of the series and of the axes, in lines of at most `columns`, broken between names. */
function legendLines({ series, x, y }: LineChart, columns: number, paint: NonNullable<TextLayout["paint"]>): readonly string[] {
  const gap = "   ";
  const entries = series.map(({ name, line }, owner) => ({ width: name.length + 3, text: paint(`${line === "none" ? "⠶ " : "──"} ${name}`, owner) }));
  const axes = `(${y.label} by ${x.label})`;
  const lines: { width: number; text: string }[] = [];
  for (const { width, text } of [...entries, { width: axes.length, text: axes }]) {
    const last = lines.at(-1);
    if (last === undefined || last.width + gap.length + width > columns) lines.push({ width, text });
    else {
      last.width += gap.length + width;
      last.text += gap + text;
    }
  }
  return lines.map(({ text }) => text);
}

interface Place {
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly owner: number;
}

function draw(canvas: BrailleCanvas, { points, line }: Series, { x, y, owner }: Place): void {
  let previous: readonly [number, number] | undefined;
  for (const [atX, atY] of points) {
    const at = [Math.round(x.place(atX)), Math.round(y.place(atY))] as const;
    const isShown = Number.isFinite(at[0]) && Number.isFinite(at[1]);
    if (isShown) canvas.line(line === "none" ? at : (previous ?? at), at, owner);
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
