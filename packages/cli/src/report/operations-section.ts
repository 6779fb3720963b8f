import { outermostLevel, type RunResult } from "@lnsim/simulator";
import { bytes, grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { alikeOps, type AlikeOps } from "./alike-ops.ts";
import { title, type Layout } from "./layout.ts";

/** Below this width the cause of the lower bound is left out. */
const wide = 90;

/**
 * The costliest operations of a step, `most` lines of them, equal ones in one line: cycles of one, the share of all, what it
 * cannot be below and why, what bounds it.
 */
export function operationsSection({ cycles }: RunResult, layout: Layout, most: number): string {
  if (cycles === null || cycles.byOp.length === 0 || most === 0) return "";
  const groups = alikeOps(cycles.byOp);
  const shown = groups.slice(0, most);
  const hasCause = layout.columns >= wide;
  const columns = columnsFor(hasCause, shown);
  const rows = shown.map((group) => rowOf(group, cycles.perStep, hasCause));
  return `${title(layout, "Operations", aboutOf(groups, shown, cycles))}\n${renderTable(columns, rows, "  ")}`;
}

function aboutOf(groups: readonly AlikeOps[], shown: readonly AlikeOps[], { byOp, perStep }: NonNullable<RunResult["cycles"]>): string {
  if (byOp.length === 1) return "the only one of a step";
  if (shown.length === groups.length) return `all ${byOp.length} of a step, the costliest first, equal ones in one line`;
  const count = shown.reduce((sum, group) => sum + group.count, 0);
  const share = perStep === 0 ? 0 : shown.reduce((sum, { cycles }) => sum + cycles, 0) / perStep;
  return `the costliest, equal ones in one line: ${count} of ${byOp.length} (--ops N|all), ${percent(share, 0)} of a step's cycles`;
}

function columnsFor(hasCause: boolean, groups: readonly AlikeOps[]): readonly Column[] {
  const right = (name: string): Column => ({ title: name, align: "right" });
  const left = (name: string): Column => ({ title: name, align: "left" });
  const isAtEdge = groups.every(({ op }) => outermostLevel(op.traffic) === null);
  return [left("op"), right("ops"), right("cycles"), right("share"), right("at least"), ...(hasCause ? [left("for its")] : []), right("use"), left("bound by"), right(isAtEdge ? "edge" : "memory")];
}

function rowOf({ op, count, cycles, bytes: moved }: AlikeOps, perStep: number, hasCause: boolean): string[] {
  const { name, lowerBound, macs, utilisation, bound } = op;
  const share = percent(perStep === 0 ? 0 : cycles / perStep, 1);
  const cause = hasCause ? [causes[lowerBound.by] ?? lowerBound.by] : [];
  return [name, String(count), grouped(op.cycles), share, grouped(lowerBound.cycles), ...cause, macs === 0 ? "-" : percent(utilisation, 0), bound, bytes(moved)];
}

/** Causes of lower bounds in a word. */
const causes: { readonly [cause: string]: string } = {
  "multiply-accumulates": "MACs",
  "jobs of the array": "passes",
  "DRAM bytes": "DRAM",
  "bytes read": "reads",
  "bytes written": "writes",
};
