import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { svgLineChart, textLineChart, type LineChart } from "@lnsim/chart";
import { LnsimError } from "@lnsim/contracts";
import type { Terminal } from "../output/terminal.ts";

/** Stands for the terminal where a picture is asked for. */
export const inTerminal = "-";

const rows = 18;

/** Draws a chart into an SVG file, or into the terminal for "-". @throws {LnsimError} for a file that cannot be written. */
export async function showPicture(chart: LineChart, target: string, terminal: Terminal): Promise<void> {
  if (target === inTerminal) {
    const { cyan, yellow, red, bold } = terminal.styles;
    const paints = [cyan, yellow, red, bold];
    const paint = (text: string, series: number): string => paints[series % paints.length]!(text);
    await terminal.print(textLineChart(chart, { columns: terminal.columns, rows, paint }));
    return;
  }
  writePicture(resolve(target), svgLineChart(chart));
  terminal.hint(`drawn: ${target}`);
}

/** Writes a picture. @throws {LnsimError} for a file that cannot be written. */
export function writePicture(file: string, picture: string | Uint8Array): void {
  try {
    writeFileSync(file, picture);
  } catch (cause) {
    throw new LnsimError({
      code: "file-unwritable",
      message: "the picture cannot be written",
      path: file,
      found: (cause as NodeJS.ErrnoException).code ?? String(cause),
      remedy: "choose a folder that exists and may be written",
      cause,
    });
  }
}
