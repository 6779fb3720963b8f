import { tickLabel } from "./axis-scale.ts";
import { colourOf, inkOn } from "./colour-scale.ts";
import type { HeatMap, HeatMapCell } from "./heat-map.ts";
import { edge, names, svgPicture, text, type Frame } from "./svg-frame.ts";
import { colourLegend, legendWidth } from "./svg-legend.ts";
import type { PictureSize } from "./svg-line-chart.ts";
import { element, escaped } from "./svg-markup.ts";

/** Values are written into cells of at least this size. */
const leastWidth = 44;
const leastHeight = 16;
const labelRoom = { x: 40, y: 14 } as const;

/** Draws a heat map as an SVG document; the same map gives the same bytes. */
export function svgHeatMap(map: HeatMap, { width, height }: PictureSize = { width: 820, height: 460 }): string {
  const longest = Math.min(20, Math.max(3, ...map.rows.names.map((name) => name.length)));
  const frame: Frame = { width, height, left: 44 + longest * 7, right: width - legendWidth, top: 36, bottom: height - (map.note === undefined ? 48 : 66) };
  const size = { width: (frame.right - frame.left) / Math.max(1, map.columns.names.length), height: (frame.bottom - frame.top) / Math.max(1, map.rows.names.length) };
  const cells = map.cells.filter(({ value }) => Number.isFinite(value)).flatMap((cell) => drawn(cell, map, frame, size));
  const columnsPerLabel = Math.ceil(labelRoom.x / size.width);
  const rowsPerLabel = Math.ceil(labelRoom.y / size.height);
  const labels = [
    ...map.columns.names.flatMap((name, i) => (i % columnsPerLabel === 0 ? [text(name, frame.left + (i + 0.5) * size.width, frame.bottom + 16, "middle")] : [])),
    ...map.rows.names.flatMap((name, i) => (i % rowsPerLabel === 0 ? [text(name, frame.left - 6, frame.bottom - (i + 0.5) * size.height + 4, "end")] : [])),
  ];
  const note = map.note === undefined ? [] : [element("text", { class: "note", x: frame.left, y: height - 10 }, escaped(map.note))];
  return svgPicture(frame, map.title, [...cells, edge(frame), ...labels, ...names(frame, { x: map.columns.label, y: map.rows.label }), ...colourLegend(map.colour, frame), ...note]);
}

function drawn({ column, row, value, name }: HeatMapCell, map: HeatMap, frame: Frame, size: PictureSize): readonly string[] {
  const x = frame.left + column * size.width;
  const y = frame.bottom - (row + 1) * size.height;
  const fill = colourOf(map.colour, value);
  const cell = element("rect", { x, y, ...size, fill }, element("title", {}, escaped(name)));
  if (size.width < leastWidth || size.height < leastHeight) return [cell];
  const number = element("text", { x: x + size.width / 2, y: y + size.height / 2 + 4, "text-anchor": "middle", style: `fill:${inkOn(fill)};pointer-events:none` }, shortNumber(value));
  return [cell, number];
}

/** Three significant digits: 0.05, 250, 2.49M. */
function shortNumber(value: number): string {
  const magnitude = Math.abs(value);
  const [unit, letter] = magnitude >= 1e9 ? [1, ""] : magnitude >= 1e6 ? [1e6, "M"] : magnitude >= 1e4 ? [1e3, "k"] : [1, ""];
  return `${tickLabel(Number((value / unit).toPrecision(3)))}${letter}`;
}
