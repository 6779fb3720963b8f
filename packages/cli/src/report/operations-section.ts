import { outermostBytes, outermostLevel, type RunResult } from "@lnsim/simulator";
import { bytes, grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { title, type Layout } from "./layout.ts";

type OpCycles = NonNullable<RunResult["cycles"]>["byOp"][number];

/** Below this width the cause of the lower bound is left out. */
const wide = 90;

/** The costliest operations of a step, `most` of them: cycles, what they cannot be below and why, what bounds them. */
export function operationsSection({ cycles }: RunResult, layout: Layout, most: number): string {
  if (cycles === null || cycles.byOp.length === 0 || most === 0) return "";
  const sorted = cycles.byOp.toSorted((a, b) => b.cycles - a.cycles);
  const shown = sorted.slice(0, most);
  const hasCause = layout.columns >= wide;
  const columns = columnsFor(hasCause, shown);
  const rows = shown.map((op) => rowOf(op, cycles.perStep, hasCause));
  return `${title(layout, "Operations", aboutOf(sorted, shown, cycles.perStep))}\n${renderTable(columns, rows, "  ")}`;
}

function aboutOf(all: readonly OpCycles[], shown: readonly OpCycles[], perStep: number): string {
  if (shown.length === all.length) return all.length === 1 ? "the only one of a step" : `all ${all.length} of a step, the costliest first`;
  const share = perStep === 0 ? 0 : shown.reduce((sum, { cycles }) => sum + cycles, 0) / perStep;
  return `the ${shown.length} costliest of ${all.length} (--ops N|all), ${percent(share, 0)} of a step's cycles`;
}

function columnsFor(hasCause: boolean, ops: readonly OpCycles[]): readonly Column[] {
  const right = (name: string): Column => ({ title: name, align: "right" });
  const left = (name: string): Column => ({ title: name, align: "left" });
  const isAtEdge = ops.every(({ traffic }) => outermostLevel(traffic) === null);
  return [left("op"), right("cycles"), right("share"), right("at least"), ...(hasCause ? [left("for its")] : []), right("use"), left("bound by"), right(isAtEdge ? "edge" : "memory")];
}

function rowOf(op: OpCycles, perStep: number, hasCause: boolean): string[] {
  const { name, cycles, lowerBound, macs, utilisation, bound, traffic } = op;
  const cause = hasCause ? [causes[lowerBound.by] ?? lowerBound.by] : [];
  const use = macs === 0 ? "-" : percent(utilisation, 0);
  return [name, grouped(cycles), percent(perStep === 0 ? 0 : cycles / perStep, 1), grouped(lowerBound.cycles), ...cause, use, bound, bytes(outermostBytes(traffic))];
}

/** Causes of lower bounds in a word. */
const causes: { readonly [cause: string]: string } = {
  "multiply-accumulates": "MACs",
  "jobs of the array": "passes",
  "DRAM bytes": "DRAM",
  "bytes read": "reads",
  "bytes written": "writes",
};
