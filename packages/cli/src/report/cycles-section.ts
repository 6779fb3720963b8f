import type { RunResult } from "@lnsim/simulator";
import { duration, grouped, percent, scaled } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

type Cycles = NonNullable<RunResult["cycles"]>;
type PassCycles = Cycles["byPass"][string];
type Passes = readonly (readonly [name: string, pass: PassCycles])[];

/** Per pass: cycles, MACs, utilisation and bound; what the vector MAC did, stalls by cause; the terms of the cycles. */
export function cyclesSection({ cycles, cyclesReason, energy }: RunResult, layout: Layout): string {
  if (cycles === null) return `${title(layout, "Cycles", "not known")}\n${wrapText(cyclesReason ?? "", layout.columns, "  ")}`;
  const passes = Object.entries(cycles.byPass);
  const seconds = energy === null ? "" : `, ${duration(energy.seconds)} at the ${energy.clock.periodNs} ns clock of the priced records`;
  return [
    title(layout, "Cycles", "of one full-batch step"),
    passTable(passes, cycles.perStep),
    wrapText(`all steps: ${grouped(cycles.total)} cycles${seconds}`, layout.columns, "  "),
    "",
    title(layout, "Vector MAC", "its cycles by activity; stalls by cause"),
    activityTable(passes),
    "",
    title(layout, "Terms", "the closed form of the cycles, and what it does not have"),
    termLines(passes, layout),
  ].join("\n");
}

const passColumns: readonly Column[] = [
  { title: "pass", align: "left" },
  { title: "cycles", align: "right" },
  { title: "share", align: "right" },
  { title: "MACs", align: "right" },
  { title: "issued", align: "right" },
  { title: "utilisation", align: "right" },
  { title: "bound by", align: "left" },
];

function passTable(passes: Passes, perStep: number): string {
  const rows = passes.map(([name, { cycles, macs, issuedSlots, utilisation, bound }]) => {
    const counts = macs === 0 ? ["-", "-", "-"] : [scaled(macs), scaled(issuedSlots), percent(utilisation, 1)];
    return [name, grouped(cycles), percent(perStep === 0 ? 0 : cycles / perStep, 1), ...counts, bound];
  });
  const sum = (of: (pass: PassCycles) => number): number => passes.reduce((total, [, pass]) => total + of(pass), 0);
  const utilisation = perStep === 0 ? 0 : sum((pass) => pass.utilisation * pass.cycles) / perStep;
  const counts = [scaled(sum((pass) => pass.macs)), scaled(sum((pass) => pass.issuedSlots)), percent(utilisation, 1)];
  return renderTable(passColumns, [...rows, ["step", grouped(perStep), "100.0 %", ...counts, ""]], "  ");
}

/** Work, each cause of stalls that occurs, and idle: they add up to the cycles of the pass. */
function activityTable(passes: Passes): string {
  const causes = [...new Set(passes.flatMap(([, { stalls }]) => Object.keys(stalls).filter((cause) => stalls[cause]! > 0)))];
  const titles = ["pass", "work", ...causes, "idle"];
  const columns = titles.map((name, index): Column => ({ title: name, align: index === 0 ? "left" : "right" }));
  const shown = (cycles: number): string => (cycles === 0 ? "-" : grouped(cycles));
  const rows = passes.map(([name, { work, stalls, idle }]) => [
    name,
    shown(work),
    ...causes.map((cause) => shown(stalls[cause] ?? 0)),
    shown(idle),
  ]);
  return renderTable(columns, rows, "  ");
}

function termLines(passes: Passes, { columns }: Layout): string {
  const width = Math.max(...passes.map(([name]) => name.length)) + 2;
  const lines = passes.map(([name, { terms }]) => {
    const indent = " ".repeat(width + 4);
    return `  ${name.padEnd(width)}= ${wrapText(describeSum(terms), columns, indent).slice(width + 4)}`;
  });
  return lines.join("\n").replaceAll(unbroken, " ");
}

/** Stands for a space at which a line is not broken. */
const unbroken = "\u00a0";

/** "fill 66 + compute 30,208 - overlap 107"; a term stays with its sign on one line. */
function describeSum(terms: PassCycles["terms"]): string {
  return Object.entries(terms)
    .map(([name, cycles], index) => {
      const sign = cycles < 0 ? "- " : index === 0 ? "" : "+ ";
      return `${sign}${name} ${grouped(Math.abs(cycles))}`.replaceAll(" ", unbroken);
    })
    .join(" ");
}
