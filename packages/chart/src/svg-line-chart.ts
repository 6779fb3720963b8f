import { line } from "d3-shape";
import { axisScale } from "./axis-scale.ts";
import type { LineChart, Point, Series } from "./chart.ts";
import { axes, seriesColours, svgPicture, text, type Frame } from "./svg-frame.ts";
import { element, escaped, short } from "./svg-markup.ts";

/** Size of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const legendWidth = 190;
const legendLine = 18;

/** Draws a chart of lines as an SVG document; the same chart gives the same bytes. */
export function svgLineChart(chart: LineChart, { width, height }: PictureSize = { width: 820, height: 420 }): string {
  const frame: Frame = { width, height, left: 68, right: width - legendWidth, top: 36, bottom: height - (chart.note === undefined ? 48 : 66) };
  const x = axisScale(chart.x, chart.series, 0, { range: [frame.left, frame.right], count: 7 });
  const y = axisScale(chart.y, chart.series, 1, { range: [frame.bottom, frame.top], count: 6 });
  const place = ([atX, atY]: Point): Point => [x.place(atX), y.place(atY)];
  const lines = chart.series.flatMap((series, index) => drawn(series, colourOf(index), place));
  const legend = chart.series.flatMap((series, index) => entry(series, colourOf(index), frame.right + 14, frame.top + 10 + index * legendLine));
  const note = chart.note === undefined ? [] : [element("text", { class: "note", x: frame.left, y: height - 10 }, escaped(chart.note))];
  return svgPicture(frame, chart.title, [...axes(frame, x, y, { x: chart.x.label, y: chart.y.label }), ...lines, ...legend, ...note]);
}

function colourOf(index: number): string {
  return seriesColours[index % seriesColours.length]!;
}

function drawn(series: Series, colour: string, place: (point: Point) => Point): readonly string[] {
  const points = series.points.map(place);
  const isShown = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);
  const path = line<Point>(([x]) => x, ([, y]) => y).digits(2).defined(isShown)([...points]) ?? "";
  const parts: string[] = [];
  if (series.line !== "none") parts.push(element("path", { d: path, fill: "none", stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dashes(series) }));
  if (series.marks === true) parts.push(...points.flatMap((point, index) => (isShown(point) ? [mark(point, colour, series.pointNames?.[index])] : [])));
  return parts;
}

function mark([cx, cy]: Point, colour: string, name: string | undefined): string {
  return element("circle", { cx, cy, r: 3, fill: colour }, name === undefined ? undefined : element("title", {}, escaped(name)));
}

function entry(series: Series, colour: string, x: number, y: number): readonly string[] {
  const sample = series.line === "none"
    ? element("circle", { cx: x + 10, cy: y - 4, r: 3, fill: colour })
    : element("path", { d: `M${short(x)},${short(y - 4)}h20`, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dashes(series) });
  return [sample, text(series.name, x + 26, y)];
}

function dashes(series: Series): string | undefined {
  return series.line === "dashed" ? "5 4" : undefined;
}
