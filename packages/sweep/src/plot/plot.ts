import { svgHeatMap, svgPanelChart, svgParallelChart, svgScatterChart } from "@lnsim/chart";
import { inAxisOrder } from "../look/in-axis-order.ts";
import type { Row } from "../row.ts";
import { heatMapPlot } from "./heat-map-plot.ts";
import { linesPlot } from "./lines-plot.ts";
import { parallelPlot } from "./parallel-plot.ts";
import type { PlotRequest } from "./plot-request.ts";
import { scatterPlot } from "./scatter-plot.ts";

/** The pictures of a sweep. */
export const plotKinds = ["scatter", "lines", "parallel", "heatmap"] as const;
export type PlotKind = (typeof plotKinds)[number];

const drawn: { readonly [kind in PlotKind]: (rows: readonly Row[], request: PlotRequest) => string } = {
  scatter: (rows, request) => svgScatterChart(scatterPlot(rows, request)),
  lines: (rows, request) => svgPanelChart(linesPlot(rows, request)),
  parallel: (rows, request) => svgParallelChart(parallelPlot(rows, request)),
  heatmap: (rows, request) => svgHeatMap(heatMapPlot(rows, request)),
};

/** Draws rows as an SVG document, the same whatever their ids and their order. @throws {LnsimError} for what cannot be drawn of them */
export function svgPlot(kind: PlotKind, rows: readonly Row[], request: PlotRequest): string {
  return drawn[kind](inAxisOrder(rows), request);
}
