import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { svgBarChart, type BarChart } from "@lnsim/chart";
import type { RunResult } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { writePicture } from "./show-picture.ts";

type Quantizer = NonNullable<RunResult["accuracy"]>["diagnostics"][number]["quantizers"][number];

/** Bars that a histogram is thinned to. */
const mostBars = 256;

/** Draws the code histograms of every diagnosed step into `folder`. @throws {LnsimError} for a folder that cannot be written. */
export function drawHistograms({ accuracy }: RunResult, folder: string, terminal: Terminal): void {
  let drawn = 0;
  for (const { step, quantizers } of accuracy?.diagnostics ?? []) {
    for (const quantizer of quantizers) {
      const chart = histogramChart(quantizer, step);
      if (chart === null) continue;
      if (drawn === 0) mkdirSync(folder, { recursive: true });
      writePicture(join(folder, `${step}-${quantizer.tensor}.svg`), svgBarChart(chart));
      drawn++;
    }
  }
  terminal.hint(drawn === 0 ? "no histograms to draw: diagnose steps with --diagnose" : `drawn: ${drawn} histograms in ${folder}`);
}

/** How often each code of a tensor occurs; neighbouring codes share a bar where there are too many. Null without a histogram. */
function histogramChart({ tensor, format, histogram, elements }: Quantizer, step: number): BarChart | null {
  if (histogram === null) return null;
  const width = Math.ceil(histogram.length / mostBars);
  const bars = Array.from({ length: Math.ceil(histogram.length / width) }, (_, i) => {
    const codes = histogram.slice(i * width, (i + 1) * width);
    return { name: String(i * width), height: codes.reduce((sum, count) => sum + count, 0) / elements };
  });
  return { title: `${tensor} in step ${step}`, label: `code of ${format}`, heightLabel: "share of the elements", bars, ...(width > 1 && { note: `each bar is ${width} codes` }) };
}
