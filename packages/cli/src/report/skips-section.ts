import type { RunResult } from "@lnsim/simulator";
import { percent } from "../output/numbers.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Layout } from "./layout.ts";

/** What stops a longer skip, by the kernel's name for it. */
const reasons: { readonly [reason: string]: string } = {
  "no boundary": "before the first loop",
  "new state": "in states not met before",
  "uneven growth": "in periods that differ",
  "loop end": "near the end of a loop",
  breakpoint: "before a breakpoint",
  "end known": "near the end",
  "rare look": "between looks, where little recurs",
  "new epoch": "in ops not met before",
};

/** Shares of the cycles that are worth a word. */
const least = 0.0005;

/** Cycles that were skipped, by what recurred, and those that were stepped, by what stopped a longer skip; empty where none are told apart. */
export function skipsSection({ simulation, cycles }: RunResult, { columns, styles }: Layout): string {
  const { skipped, steppedFor, exact } = simulation;
  const total = (cycles?.byStepShape ?? []).reduce((sum, shape) => sum + shape.cycles, 0);
  if (exact !== "skip" || total === 0 || Object.keys(steppedFor).length === 0) return "";
  const text = `Skipped as repetitions: ${listed(skipped, total)}. Stepped: ${listed(steppedFor, total)}.`;
  return styles.dim(wrapText(text, columns, ""));
}

function listed(counts: { readonly [name: string]: number }, total: number): string {
  const shares = Object.entries(counts).filter(([, count]) => count / total >= least).toSorted((a, b) => b[1] - a[1]);
  return shares.length === 0 ? "nothing" : shares.map(([name, count]) => `${percent(count / total, 1)} ${reasons[name] ?? `in ${name}`}`).join(", ");
}
