import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { parseObjectives, pngPicture, scatterPlot, svgPlot, type PlotKind, type PlotRequest, type PlotScale, type Row } from "@lnsim/sweep";
import { textScatterChart } from "@lnsim/chart";
import { requireWritable } from "../output/write-file.ts";
import type { Terminal } from "../output/terminal.ts";
import { writePicture } from "../picture/show-picture.ts";
import type { Handler } from "./handler.ts";
import { parseNames } from "./parse-names.ts";
import { designsTitle, readDesigns } from "./read-designs.ts";

/** Input of `lnsim sweep plot`. */
export interface SweepPlotInput {
  readonly store?: string;
  readonly kind: PlotKind;
  readonly x?: string;
  readonly y?: string;
  readonly colour?: string;
  readonly label?: string;
  readonly facet?: string;
  readonly objective?: string;
  readonly where: readonly string[];
  readonly scale: PlotScale;
  readonly title?: string;
  readonly out: string;
}

const rowsInTerminal = 22;

/** `lnsim sweep plot` */
export const sweepPlot: Handler<SweepPlotInput> = async (input, terminal) => {
  const target = requireTarget(input);
  const { rows } = readDesigns(input.store, input.where);
  const request: PlotRequest = {
    title: input.title ?? designsTitle(rows),
    objectives: input.objective === undefined ? [] : parseObjectives(input.objective),
    scale: input.scale,
    ...(input.x !== undefined && { x: input.x }),
    ...(input.y !== undefined && { y: input.y }),
    ...(input.colour !== undefined && { colour: input.colour }),
    ...(input.label !== undefined && { labels: parseNames(input.label) }),
    ...(input.facet !== undefined && { facet: input.facet }),
  };
  if (target === "terminal") await printScatter(rows, request, terminal);
  else drawFile(input, target, svgPlot(input.kind, rows, request), terminal);
  return 0;
};

function requireTarget({ kind, out }: SweepPlotInput): "terminal" | "svg" | "png" {
  if (out === "-" && kind === "scatter") return "terminal";
  const [, ending] = /\.(svg|png)$/i.exec(out) ?? [];
  if (ending === undefined) {
    const expected = "FILE.svg or FILE.png, or - for a scatter chart in the terminal";
    throw new LnsimError({ code: "invalid-value", message: "that cannot be drawn there", path: "--out", found: `${kind} into ${out}`, expected });
  }
  requireWritable(resolve(out));
  return ending.toLowerCase() as "svg" | "png";
}

async function printScatter(rows: readonly Row[], request: PlotRequest, { print, columns, styles }: Terminal): Promise<void> {
  const { cyan, yellow, red, bold } = styles;
  const paints = [cyan, yellow, red, bold];
  const paint = (text: string, series: number): string => paints[series % paints.length]!(text);
  const chart = scatterPlot(rows, request);
  const note = chart.note === undefined ? "" : `\n${chart.note}`;
  await print(`${textScatterChart(chart, { columns, rows: rowsInTerminal, paint })}${note}`);
}

function drawFile({ out }: SweepPlotInput, kind: "svg" | "png", svg: string, terminal: Terminal): void {
  if (kind === "svg") writePicture(resolve(out), svg);
  else {
    const { bytes, hasText } = pngPicture(svg);
    writePicture(resolve(out), bytes);
    if (!hasText) terminal.hint("this machine has no fonts: the picture has no text; draw an SVG file instead");
  }
  terminal.hint(`drawn: ${out}`);
}
