export type { Axis, Bar, BarChart, LineChart, Point, Series } from "./chart.ts";
export { svgBarChart } from "./svg-bar-chart.ts";
export { svgLineChart, type PictureSize } from "./svg-line-chart.ts";
export { textLineChart, type TextLayout } from "./text-line-chart.ts";
