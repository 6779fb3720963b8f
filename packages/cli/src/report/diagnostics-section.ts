import type { RunResult } from "@lnsim/simulator";
import { grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { title, type Layout } from "./layout.ts";

type Diagnostics = NonNullable<RunResult["accuracy"]>["diagnostics"][number];

/** Per diagnosed step: what quantising did to each tensor, and what each product's datapath lost. */
export function diagnosticsSection({ accuracy }: RunResult, layout: Layout): string {
  return (accuracy?.diagnostics ?? []).map((step) => stepTables(step, layout)).join("\n\n");
}

function stepTables({ step, quantizers, gemms }: Diagnostics, layout: Layout): string {
  return [
    title(layout, `Quantizers in step ${step}`, "underflow and clamping are shares of the values that are not zero"),
    renderTable(quantizerColumns, quantizers.map(quantizerRow), "  "),
    "",
    title(layout, `Products in step ${step}`, "largest sum over max|A| max|B|; noise against exact sums of the same operands"),
    renderTable(gemmColumns, gemms.map(gemmRow), "  "),
  ].join("\n");
}

const quantizerColumns = columnsOf("tensor", "largest", "SQNR dB", "zeros", "underflow", "clamped", "codes used");
const gemmColumns = columnsOf("product", "largest", "SQNR dB", "saturated", "cut", "rounded", "LSB");

function columnsOf(...names: readonly string[]): readonly Column[] {
  return names.map((name, index) => ({ title: name, align: index === 0 ? "left" : "right" }));
}

function quantizerRow({ tensor, largest, sqnrDb, zeros, elements, underflow, clamped, histogram }: Diagnostics["quantizers"][number]): string[] {
  const used = histogram === null ? "-" : grouped(histogram.filter((count) => count > 0).length);
  return [tensor, shown(largest), decibels(sqnrDb), percent(zeros / elements, 1), percent(underflow, 2), percent(clamped, 2), used];
}

function gemmRow({ site, largestShare, sqnrDb, counts, lsb }: Diagnostics["gemms"][number]): string[] {
  const losses = counts === null ? ["-", "-", "-"] : [grouped(counts.saturations), percent(counts.cutTerms / counts.terms, 2), grouped(counts.lostBits)];
  return [site, shown(largestShare), decibels(sqnrDb), ...losses, lsb === null ? "-" : `2^${lsb}`];
}

function shown(value: number | null): string {
  return value === null ? "no number" : value.toPrecision(3);
}

/** Nothing lost where there is no noise. */
function decibels(value: number | null): string {
  return value === null ? "exact" : value.toFixed(1);
}
