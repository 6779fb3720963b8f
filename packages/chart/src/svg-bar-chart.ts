import { axisScale } from "./axis-scale.ts";
import type { BarChart } from "./chart.ts";
import { edge, names, rowsOf, seriesColours, svgPicture, text, type Frame } from "./svg-frame.ts";
import type { PictureSize } from "./svg-line-chart.ts";
import { element, escaped } from "./svg-markup.ts";

const mostLabels = 16;

/** Draws bars as an SVG document; the same chart gives the same bytes. */
export function svgBarChart(chart: BarChart, { width, height }: PictureSize = { width: 820, height: 360 }): string {
  const frame: Frame = { width, height, left: 68, right: width - 20, top: 36, bottom: height - (chart.note === undefined ? 48 : 66) };
  const highest = chart.bars.reduce((most, bar) => Math.max(most, bar.height), 0);
  const axis = { label: chart.heightLabel, scale: "linear", domain: [0, highest > 0 ? highest : 1] } as const;
  const y = axisScale(axis, [], 1, { range: [frame.bottom, frame.top], count: 5 });
  const step = (frame.right - frame.left) / Math.max(1, chart.bars.length);
  const bars = chart.bars.map((bar, i) => {
    const top = y.place(bar.height);
    const rectangle = { x: frame.left + (i + 0.1) * step, y: top, width: 0.8 * step, height: frame.bottom - top, fill: seriesColours[0] };
    return element("rect", rectangle, element("title", {}, escaped(`${bar.name}: ${bar.height}`)));
  });
  const every = Math.ceil(chart.bars.length / mostLabels);
  const labels = chart.bars.flatMap((bar, i) => (i % every === 0 ? [text(bar.name, frame.left + (i + 0.5) * step, frame.bottom + 16, "middle")] : []));
  const note = chart.note === undefined ? [] : [element("text", { class: "note", x: frame.left, y: height - 10 }, escaped(chart.note))];
  return svgPicture(frame, chart.title, [...rowsOf(frame, y), ...bars, edge(frame), ...labels, ...names(frame, { x: chart.label, y: chart.heightLabel }), ...note]);
}
