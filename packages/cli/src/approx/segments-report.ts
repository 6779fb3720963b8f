import { grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { wrapText } from "../output/wrap-text.ts";
import { acceptedRatio, type ErrorFigures, type FunctionDocument, type SegmentsDocument } from "./segments-document.ts";

/** What a search has found, for a person: errors beside the published ones, the verdict, and the tables as integers. */
export function renderSegments(document: SegmentsDocument, { columns, styles }: Pick<Terminal, "columns" | "styles">): string {
  const { bold } = styles;
  const { bits, fractionBits, segments, xUpper, seed, iterations, restarts } = document.settings;
  const head = `${bold("Annealed segments")}  ${bits} bits, ${fractionBits} after the point: ${segments} segments over ${xUpper} octaves`;
  const search = `seed ${seed}, ${restartsText(document.restartsDone, restarts)} of ${grouped(iterations)} moves`;
  return [
    `${head}\n${search}`,
    `${bold("Error of a sum")}  over differences of 0 to 13 octaves; 1 LSB = 2^-${fractionBits} octave\n${renderErrors(document)}`,
    wrapText(verdict(document), columns, ""),
    `${bold("Segments")}  in LSB, each up to and with its d; a sum is the maximum and\n${formulas}\n${renderIntegers(document)}`,
  ].join("\n\n");
}

const formulas = "  same signs: intercept - (d >> shift); opposite signs: intercept + (d << shift)";

/** Whether the annealed tables are as good as the published ones, in a sentence. */
export function verdict({ comparison, same, opposite, settings }: SegmentsDocument): string {
  if (comparison === null) return `nothing is published for ${settings.fractionBits} fraction bits to compare with`;
  const ratios = `rms ratio ${ratio(same.rmsRatio)} same, ${ratio(opposite.rmsRatio)} opposite`;
  return `no worse than published by more than ${percent(acceptedRatio - 1, 0)}: ${comparison.isAccepted ? "yes" : "NO"} (${ratios})`;
}

function restartsText(done: number, restarts: number): string {
  return done === restarts ? `${restarts} ${restarts === 1 ? "restart" : "restarts"}` : `stopped after ${done} of ${restarts} restarts`;
}

const errorColumns: readonly Column[] = ["signs", "tables", "rms log2", "rms LSB", "max log2", "max LSB", "at d"].map((title, index) => ({
  title,
  align: index < 2 ? "left" : "right",
}));

function renderErrors({ same, opposite }: SegmentsDocument): string {
  return renderTable(errorColumns, [...errorRows("same", same), ...errorRows("opposite", opposite)], "  ");
}

function errorRows(signs: string, { error, published, rmsRatio }: FunctionDocument): string[][] {
  const annealed = [signs, "annealed", ...errorCells(error)];
  if (published === null) return [annealed];
  const maxRatio = ratio(error.maxOctaves / published.error.maxOctaves);
  return [annealed, ["", "published", ...errorCells(published.error)], ["", "ratio", "", ratio(rmsRatio), "", maxRatio, ""]];
}

function errorCells({ rmsOctaves, rmsLsb, maxOctaves, maxLsb, worstDifference }: ErrorFigures): string[] {
  return [rmsOctaves.toExponential(3), rmsLsb.toFixed(3), maxOctaves.toExponential(3), maxLsb.toFixed(3), String(worstDifference)];
}

function ratio(value: number | null): string {
  return value === null ? "" : value.toFixed(3);
}

function renderIntegers({ same, opposite }: SegmentsDocument): string {
  const titles = ["", "same: d", "shift", "intercept", "opposite: d", "shift", "intercept"];
  const cells = ({ integer }: FunctionDocument, segment: number): string[] =>
    [integer.breakpoints, integer.shifts, integer.intercepts].map((list) => String(list[segment]));
  const rows = same.integer.breakpoints.map((_, segment) => [String(segment), ...cells(same, segment), ...cells(opposite, segment)]);
  return renderTable(titles.map((title) => ({ title, align: "right" })), rows, "  ");
}
