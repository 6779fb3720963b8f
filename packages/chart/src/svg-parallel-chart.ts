import { line } from "d3-shape";
import { axisScale, type AxisScale } from "./axis-scale.ts";
import type { Point } from "./chart.ts";
import { colourOf } from "./colour-scale.ts";
import type { ParallelAxis, ParallelChart, ParallelLine } from "./parallel-chart.ts";
import { svgPicture, type Frame } from "./svg-frame.ts";
import { colourLegend, legendWidth } from "./svg-legend.ts";
import type { PictureSize } from "./svg-line-chart.ts";
import { element, escaped } from "./svg-markup.ts";

/** Labels of neighbouring axes stand on two lines in turn. */
const labelLines = 2;

/** Labels of axes stand on lines that cross them. */
const style = ".halo{paint-order:stroke;stroke:#fff;stroke-width:3px}@media(prefers-color-scheme:dark){.halo{stroke:#161616}}";

/** Draws parallel coordinates as an SVG document; the same chart gives the same bytes. */
export function svgParallelChart(chart: ParallelChart, { width, height }: PictureSize = { width: 1000, height: 460 }): string {
  const frame: Frame = { width, height, left: 60, right: width - legendWidth - 40, top: 74, bottom: height - (chart.note === undefined ? 24 : 44) };
  const scales = chart.axes.map((axis, index) => scaleOf(axis, chart.lines.map(({ values }) => values[index]!), frame));
  const step = (frame.right - frame.left) / Math.max(1, chart.axes.length - 1);
  const at = (index: number): number => frame.left + index * step;
  const place = (values: readonly number[]): readonly Point[] => values.map((value, index) => [at(index), scales[index]!.place(value)]);
  const isFaint = chart.lines.some((own) => own.isEmphasised);
  const order = [false, true].flatMap((isEmphasised) => chart.lines.filter((own) => own.isEmphasised === isEmphasised));
  const lines = order.map((own) => drawn(own, place(own.values), { fill: colourOf(chart.colour, own.colour), isFaint }));
  const rules = chart.axes.map(({ label }, index) => rule(label, scales[index]!, { x: at(index), line: index % labelLines, frame }));
  const note = chart.note === undefined ? [] : [element("text", { class: "note", x: frame.left, y: height - 10 }, escaped(chart.note))];
  return svgPicture(frame, chart.title, [element("style", {}, style), ...lines, ...rules, ...colourLegend(chart.colour, { ...frame, right: frame.right + 40 }), ...note]);
}

function scaleOf(axis: ParallelAxis, values: readonly number[], { top, bottom }: Frame): AxisScale {
  if (!("names" in axis)) return axisScale(axis, [{ name: "", points: values.map((value) => [value, value]) }], 1, { range: [bottom, top], count: 6 });
  const last = axis.names.length - 1;
  return {
    place: (value) => (last === 0 ? (top + bottom) / 2 : bottom - ((bottom - top) * value) / last),
    ticks: axis.names.map((label, value) => ({ value, label })),
  };
}

function drawn({ name, isEmphasised }: ParallelLine, points: readonly Point[], ink: { readonly fill: string; readonly isFaint: boolean }): string {
  const path = line<Point>(([x]) => x, ([, y]) => y).digits(2).defined(([, y]) => Number.isFinite(y))([...points]) ?? "";
  const look = { "stroke-width": isEmphasised ? 2 : 1.2, "stroke-opacity": ink.isFaint && !isEmphasised ? 0.25 : 0.85 };
  return element("path", { d: path, fill: "none", stroke: ink.fill, ...look }, element("title", {}, escaped(name)));
}

function rule(label: string, scale: AxisScale, at: { readonly x: number; readonly line: number; readonly frame: Frame }): string {
  const { x, frame } = at;
  const ticks = scale.ticks.flatMap((tick) => {
    const y = scale.place(tick.value);
    return [element("line", { class: "edge", x1: x - 4, x2: x, y1: y, y2: y }), element("text", { class: "halo", x: x - 7, y: y + 4, "text-anchor": "end" }, escaped(tick.label))];
  });
  const name = element("text", { x, y: frame.top - 12 - 16 * at.line, "text-anchor": "middle" }, escaped(label));
  return element("g", {}, [element("line", { class: "edge", x1: x, x2: x, y1: frame.top, y2: frame.bottom }), ...ticks, name]);
}
