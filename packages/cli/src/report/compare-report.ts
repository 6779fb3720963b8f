import type { ComparedOp, ComparedRun, Comparison, Pair } from "@lnsim/simulator";
import { bytes, duration, energy, grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** Two results side by side, for a person, with the `most` operations that differ most. */
export function renderComparison(comparison: Comparison, layout: Layout, most: number): string {
  return [header(comparison, layout), totals(comparison, layout), passes(comparison, layout), operations(comparison, layout, most), onlyInOne(comparison, layout)]
    .filter((section) => section !== "")
    .join("\n\n");
}

function header({ a, b, sameWork }: Comparison, { columns, styles }: Layout): string {
  const line = (name: string, { machine, machineHash, changes, format, trace, traceHash, batch, passes: timed }: ComparedRun): string => {
    const parts = [`${machine} (${machineHash.slice(0, 12)})`, ...changes, format, `${trace} (${traceHash.slice(0, 12)}), batch ${batch}`];
    return `${styles.bold(name)}  ${wrapText([...parts, ...(timed === null ? [] : [`${timed.join(" ")} only`])].join(", "), columns, "   ").slice(3)}`;
  };
  const warning = "The two did not run the same steps of the same trace: totals are of different work, operations are matched by name.";
  return [line("A", a), line("B", b), ...(sameWork ? [] : ["", styles.yellow(wrapText(warning, columns, ""))])].join("\n");
}

const figureColumns = columnsOf("", "A", "B", "B / A");

function totals({ totals: sums }: Comparison, layout: Layout): string {
  const rows = [
    figureRow("cycles of a step", sums.cycles, grouped),
    figureRow("least by the roofs", sums.lowerBound, grouped),
    figureRow("bytes of a step", sums.bytes, bytes),
    figureRow("cycles of all steps", sums.allCycles, grouped),
    figureRow("time at the priced clock", sums.seconds, duration),
    figureRow("energy", sums.energyPj, energy),
    figureRow("  dynamic", sums.dynamicPj, energy),
    figureRow("  static", sums.staticPj, energy),
    ...(sums.testAccuracy.a === null && sums.testAccuracy.b === null ? [] : [figureRow("test accuracy", sums.testAccuracy, percent)]),
  ];
  return `${title(layout, "Totals", "time and energy of all steps")}\n${renderTable(figureColumns, rows, "  ")}`;
}

function passes({ byPass }: Comparison, layout: Layout): string {
  const rows = Object.entries(byPass).map(([pass, cycles]) => figureRow(pass, cycles, grouped));
  return `${title(layout, "Passes", "cycles of a full-batch step")}\n${renderTable(figureColumns, rows, "  ")}`;
}

const opColumns = columnsOf("op", "A", "B", "B / A", "bound by", "bytes");

function operations({ ops }: Comparison, layout: Layout, most: number): string {
  const shared = ops.filter(({ a, b }) => a !== null && b !== null);
  const shown = shared.toSorted((one, other) => differenceOf(other) - differenceOf(one) || costOf(other) - costOf(one)).slice(0, most);
  if (shown.length === 0) return "";
  const which = shown.length === shared.length ? `all ${shared.length}` : `${shown.length} of ${shared.length} (--ops N|all)`;
  const about = `cycles of ${which}, the largest differences first`;
  return `${title(layout, "Operations", about)}\n${renderTable(opColumns, shown.map(opRow), "  ")}`;
}

function opRow({ name, a, b, ratio }: ComparedOp): string[] {
  return [name, grouped(a!.cycles), grouped(b!.cycles), ratioText(ratio), change(a!.bound, b!.bound), change(bytes(a!.bytes), bytes(b!.bytes))];
}

/** One word where both say the same. */
function change(a: string, b: string): string {
  return a === b ? a : `${a}, ${b}`;
}

function differenceOf({ a, b }: ComparedOp): number {
  return Math.abs(a!.cycles - b!.cycles);
}

function costOf({ a, b }: ComparedOp): number {
  return Math.max(a?.cycles ?? 0, b?.cycles ?? 0);
}

function onlyInOne({ ops }: Comparison, layout: Layout): string {
  const parts = (["a", "b"] as const).flatMap((side) => {
    const alone = ops.filter((op) => op[side === "a" ? "b" : "a"] === null);
    if (alone.length === 0) return [];
    const cycles = alone.reduce((sum, op) => sum + op[side]!.cycles, 0);
    const names = alone.map(({ name }) => name).join(", ");
    return [`${title(layout, `Only in ${side.toUpperCase()}`, `${alone.length === 1 ? "1 operation" : `${alone.length} operations`}, ${grouped(cycles)} cycles`)}\n${wrapText(names, layout.columns, "  ")}`];
  });
  return parts.join("\n\n");
}

function figureRow(name: string, { a, b, ratio }: Pair, shown: (value: number) => string): string[] {
  return [name, a === null ? "-" : shown(a), b === null ? "-" : shown(b), ratioText(ratio)];
}

function ratioText(ratio: number | null): string {
  return ratio === null ? "-" : ratio.toFixed(3);
}

function columnsOf(...names: readonly string[]): readonly Column[] {
  return names.map((name, index) => ({ title: name, align: index === 0 || name === "bound by" ? "left" : "right" }));
}
