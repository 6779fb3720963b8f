import type { RunResult } from "@lnsim/simulator";
import { duration, grouped, percent, scaled } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

type PassCycles = RunResult["cycles"]["byPass"][string];

const columns: readonly Column[] = [
  { title: "pass", align: "left" },
  { title: "cycles", align: "right" },
  { title: "share", align: "right" },
  { title: "MACs", align: "right" },
  { title: "utilisation", align: "right" },
  { title: "stalls by cause", align: "left" },
  { title: "bound by", align: "left" },
];

/** Per pass: cycles, share, MACs, utilisation, stalls by cause and bound; then the closed form, by the name of its terms. */
export function cyclesSection({ cycles, energy }: RunResult, layout: Layout): string {
  const passes = Object.entries(cycles.byPass);
  const rows = passes.map(([name, pass]) => passRow(name, pass, cycles.perStep));
  const macs = passes.reduce((sum, [, pass]) => sum + pass.macs, 0);
  rows.push(["step", grouped(cycles.perStep), "100 %", scaled(macs), percent(stepUtilisation(passes, cycles.perStep), 1), "", ""]);
  const parts = [title(layout, "Cycles", "of one full-batch step"), renderTable(columns, rows, "  "), "", closedForm(passes, layout)];
  const seconds = energy === null ? "" : `, ${duration(energy.seconds)} at the ${energy.clock.periodNs} ns clock of the priced records`;
  parts.push(`  all steps    ${grouped(cycles.total)} cycles${seconds}`);
  return parts.join("\n");
}

function passRow(name: string, pass: PassCycles, perStep: number): string[] {
  return [
    name,
    grouped(pass.cycles),
    percent(perStep === 0 ? 0 : pass.cycles / perStep, 1),
    pass.macs === 0 ? "-" : scaled(pass.macs),
    pass.macs === 0 ? "-" : percent(pass.utilisation, 1),
    describeStalls(pass.stalls),
    pass.bound,
  ];
}

function describeStalls(stalls: PassCycles["stalls"]): string {
  const causes = Object.entries(stalls).filter(([, cycles]) => cycles > 0);
  return causes.length === 0 ? "none" : causes.map(([cause, cycles]) => `${cause} ${grouped(cycles)}`).join(", ");
}

/** Utilisation of the step: that of each pass, weighted by its cycles. */
function stepUtilisation(passes: readonly (readonly [string, PassCycles])[], perStep: number): number {
  const busy = passes.reduce((sum, [, pass]) => sum + pass.utilisation * pass.cycles, 0);
  return perStep === 0 ? 0 : busy / perStep;
}

function closedForm(passes: readonly (readonly [string, PassCycles])[], { columns, styles }: Layout): string {
  const lines = passes.flatMap(([name, { terms }]) => {
    const entries = Object.entries(terms);
    if (entries.length === 0) return [];
    const sum = entries.map(([term, cycles]) => `${term} ${grouped(cycles)}`).join(" + ");
    return [`${wrapText(`${name} = ${sum}`, columns, " ".repeat(15)).slice(15)}`];
  });
  if (lines.length === 0) return "";
  return lines.map((line, index) => `  ${styles.dim(index === 0 ? "closed form" : " ".repeat(11))}  ${line}`).join("\n");
}
