import { line } from "d3-shape";
import { axisScale } from "./axis-scale.ts";
import type { Point, Series } from "./chart.ts";
import { colourOf } from "./colour-scale.ts";
import { placeLabels } from "./label-places.ts";
import type { ScatterChart, ScatterPoint } from "./scatter-chart.ts";
import { axes, svgPicture, text, type Frame } from "./svg-frame.ts";
import { colourLegend, legendWidth } from "./svg-legend.ts";
import type { PictureSize } from "./svg-line-chart.ts";
import { element, escaped } from "./svg-markup.ts";

/** Pixels between the outermost points and the frame. */
const margin = 14;

/** Draws points as an SVG document; the same chart gives the same bytes. */
export function svgScatterChart(chart: ScatterChart, { width, height }: PictureSize = { width: 820, height: 460 }): string {
  const frame: Frame = { width, height, left: 68, right: width - legendWidth, top: 36, bottom: height - (chart.note === undefined ? 48 : 66) };
  const series: Series[] = [{ name: "", points: [...chart.points.map(({ at }) => at), ...(chart.line?.points ?? [])] }];
  const x = axisScale(chart.x, series, 0, { range: [frame.left + margin, frame.right - margin], count: 7 });
  const y = axisScale(chart.y, series, 1, { range: [frame.bottom - margin, frame.top + margin], count: 6 });
  const place = ([atX, atY]: Point): Point => [x.place(atX), y.place(atY)];
  const isFaint = chart.points.some(({ isEmphasised }) => isEmphasised);
  const order = [false, true].flatMap((isEmphasised) => chart.points.filter((point) => point.isEmphasised === isEmphasised));
  const marks = order.flatMap((point) => mark(point, place(point.at), { fill: colourOf(chart.colour, point.colour), isFaint }));
  const note = chart.note === undefined ? [] : [element("text", { class: "note", x: frame.left, y: height - 10 }, escaped(chart.note))];
  const legend = [...lineEntry(chart, frame), ...colourLegend(chart.colour, frame, chart.line === undefined ? 0 : 1)];
  return svgPicture(frame, chart.title, [...axes(frame, x, y, { x: chart.x.label, y: chart.y.label }), ...joined(chart, place), ...marks, ...labels(chart.points, place, frame), ...legend, ...note]);
}

function mark(point: ScatterPoint, [cx, cy]: Point, { fill, isFaint }: { readonly fill: string; readonly isFaint: boolean }): readonly string[] {
  if (!Number.isFinite(cx) || !Number.isFinite(cy)) return [];
  const look = point.isEmphasised ? { r: 5, stroke: "#222", "stroke-width": 1 } : { r: 3.5, "fill-opacity": isFaint ? 0.55 : 0.9 };
  return [element("circle", { cx, cy, fill, ...look }, element("title", {}, escaped(point.name)))];
}

function labels(points: readonly ScatterPoint[], place: (point: Point) => Point, frame: Frame): readonly string[] {
  const shown = points.map((point) => ({ point, at: place(point.at) })).filter(({ at }) => at.every(Number.isFinite));
  const asked = shown.flatMap(({ point: { label }, at }) => (label === undefined ? [] : [{ text: label, at }]));
  const placed = placeLabels(asked, shown.map(({ at }) => at), frame);
  return placed.map(({ text: label, x, y, anchor }) => element("text", { x, y: y + 4, "text-anchor": anchor, style: "font-size:11px" }, escaped(label)));
}

function joined(chart: ScatterChart, place: (point: Point) => Point): readonly string[] {
  const points = (chart.line?.points ?? []).map(place).filter((point) => point.every(Number.isFinite));
  const path = line<Point>(([x]) => x, ([, y]) => y).digits(2)([...points]) ?? "";
  return path === "" ? [] : [element("path", { d: path, fill: "none", stroke: "#888", "stroke-width": 1.4, "stroke-dasharray": "5 4" })];
}

function lineEntry({ line: own }: ScatterChart, { right, top }: Frame): readonly string[] {
  if (own === undefined) return [];
  const [x, y] = [right + 14, top + 10];
  return [element("path", { d: `M${x},${y - 4}h20`, stroke: "#888", "stroke-width": 1.4, "stroke-dasharray": "5 4" }), text(own.name, x + 26, y)];
}
