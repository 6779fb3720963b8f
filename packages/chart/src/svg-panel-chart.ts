import { line } from "d3-shape";
import { axisScale, type AxisScale } from "./axis-scale.ts";
import type { Point } from "./chart.ts";
import { colourOf } from "./colour-scale.ts";
import type { Panel, PanelChart, PanelLine } from "./panel-chart.ts";
import { edge, rowsOf, svgPicture, text, type Frame } from "./svg-frame.ts";
import { colourLegend } from "./svg-legend.ts";
import { element, escaped } from "./svg-markup.ts";

/** Panels beyond this many stand in another row. */
const mostColumns = 4;
/** Pixels: of a panel with its labels, above the first row, and right of all panels. */
const panelHeight = 292;
const panelTop = 62;
const legendRoom = 150;
/** Between the whiskers of neighbouring lines at one place. */
const dodge = 4;

/** Draws small multiples as an SVG document, as wide as `width`; the same chart gives the same bytes. */
export function svgPanelChart(chart: PanelChart, width = 1000): string {
  const columns = Math.min(mostColumns, Math.max(1, chart.panels.length));
  const rows = Math.ceil(chart.panels.length / columns);
  const room = (width - legendRoom) / columns;
  const height = panelTop + rows * panelHeight + (chart.note === undefined ? 0 : 20);
  const panels = chart.panels.map((panel, index) => {
    const left = (index % columns) * room;
    const top = panelTop + Math.floor(index / columns) * panelHeight;
    return drawn(panel, chart, { width, height, left: left + 64, right: left + room - 12, top, bottom: top + panelHeight - 54 });
  });
  const whole: Frame = { width, height, left: 20, right: width - legendRoom, top: panelTop - 10, bottom: height - 30 };
  const note = chart.note === undefined ? [] : [element("text", { class: "note", x: whole.left, y: height - 10 }, escaped(chart.note))];
  return svgPicture(whole, chart.title, [...panels.flat(), ...colourLegend(chart.colour, whole), ...note]);
}

function drawn(panel: Panel, { x: across, colour }: PanelChart, frame: Frame): readonly string[] {
  const { left, right, top, bottom } = frame;
  const points = panel.lines.flatMap((each) => each.points);
  const spans = [...points.flatMap(({ at, span }) => span.map((value): Point => [at[0], value])), ...panel.levels.map(({ value }): Point => [NaN, value])];
  const y = axisScale(panel.y, [{ name: "", points: spans }], 1, { range: [bottom - 8, top + 8], count: 6 });
  const x = acrossScale(across, points.map(({ at }) => at), [left + 22, right - 22]);
  const columns = x.ticks.map(({ value, label }) => text(label, x.place(value), bottom + 16, "middle"));
  const levels = panel.levels.map(({ value, colour: own }) =>
    element("path", { d: `M${left},${Math.round(y.place(value) * 100) / 100}H${right}`, stroke: colourOf(colour, own), "stroke-width": 1.4, "stroke-dasharray": "5 4" }),
  );
  const isCrowded = points.some(({ span: [low, high] }) => low < high);
  const shift = (own: number): number => (isCrowded ? (own - (colour.names.length - 1) / 2) * dodge : 0);
  return [
    ...rowsOf(frame, y),
    edge(frame),
    ...columns,
    text(across.label, (left + right) / 2, bottom + 34, "middle"),
    element("text", { x: (left + right) / 2, y: top - 8, "text-anchor": "middle", style: "font-weight:600" }, escaped(panel.title)),
    element("text", { x: left - 50, y: (top + bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 ${left - 50} ${(top + bottom) / 2})` }, escaped(panel.y.label)),
    ...levels,
    ...panel.lines.flatMap((own) => lineOf(own, colourOf(colour, own.colour), ([atX, atY]) => [x.place(atX) + shift(own.colour), y.place(atY)])),
  ];
}

function acrossScale(axis: PanelChart["x"], points: readonly Point[], range: readonly [number, number]): AxisScale {
  if (!("names" in axis)) return axisScale(axis, [{ name: "", points }], 0, { range, count: 5 });
  const last = axis.names.length - 1;
  const place = (value: number): number => (last === 0 ? (range[0] + range[1]) / 2 : range[0] + ((range[1] - range[0]) * value) / last);
  return { place, ticks: axis.names.map((label, value) => ({ value, label })) };
}

function lineOf({ points }: PanelLine, stroke: string, place: (point: Point) => Point): readonly string[] {
  const path = line<Point>(([x]) => x, ([, y]) => y).digits(2).defined((point) => point.every(Number.isFinite))(points.map(({ at }) => place(at))) ?? "";
  const marks = points.flatMap(({ at, span: [low, high], name }) => {
    const [cx, cy] = place(at);
    if (!Number.isFinite(cx) || !Number.isFinite(cy)) return [];
    const [[, y1], [, y2]] = [place([at[0], low]), place([at[0], high])];
    const whisker = low === high ? [] : [element("line", { x1: cx, x2: cx, y1, y2, stroke, "stroke-width": 1.2, "stroke-opacity": 0.7 })];
    return [...whisker, element("circle", { cx, cy, r: 3.2, fill: stroke }, element("title", {}, escaped(name)))];
  });
  return [element("path", { d: path, fill: "none", stroke, "stroke-width": 1.6 }), ...marks];
}
