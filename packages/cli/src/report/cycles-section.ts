import type { RunResult } from "@lnsim/simulator";
import { duration, grouped, percent, scaled } from "../output/numbers.ts";
import { displayWidth, renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, unbroken, withSpaces, type Layout } from "./layout.ts";

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
    title(layout, ...multipliersOf(cycles)),
    activityTable(passes, layout),
    "",
    title(layout, "Terms", hasFormula(cycles) ? "the closed form of the cycles, and what it does not have" : "what the cycles are the sum of"),
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

/** What multiplies, and what the table says of it. */
function multipliersOf({ byBlock }: Cycles): readonly [name: string, about: string] {
  const about = "cycles by activity; stalls by cause";
  if (byBlock.some(({ block }) => /^pe\d/.test(block))) return ["Vector MACs", `of an average PE, ${about}`];
  return byBlock.some(({ block }) => block === "array") ? ["Array", `its ${about}`] : ["Vector MAC", `its ${about}`];
}

/** Whether the machine has a formula for matrix products. */
function hasFormula({ byOp }: Cycles): boolean {
  return byOp.some(({ closedForm, gemms }) => closedForm !== null && gemms.length > 0);
}

/** Work, each cause of stalls that occurs, and idle: they add up to the cycles of the pass. Upright where it would be too wide. */
function activityTable(passes: Passes, layout: Layout): string {
  const causes = [...new Set(passes.flatMap(([, { stalls }]) => Object.keys(stalls).filter((cause) => stalls[cause]! > 0)))];
  const shown = (cycles: number): string => (cycles === 0 ? "-" : grouped(cycles));
  const titles = ["pass", "work", ...causes, "idle"];
  const rows = passes.map(([name, { work, stalls, idle }]) => [name, shown(work), ...causes.map((cause) => shown(stalls[cause] ?? 0)), shown(idle)]);
  const lying = numberTable([titles, ...rows]);
  return displayWidth(lying.split("\n")[0]!) <= layout.columns ? lying : numberTable(titles.map((name, index) => [name, ...rows.map((row) => row[index]!)]));
}

/** A table of names and numbers, its titles in the first row. */
function numberTable([titles, ...rows]: readonly (readonly string[])[]): string {
  const columns = titles!.map((name, index): Column => ({ title: name, align: index === 0 ? "left" : "right" }));
  return renderTable(columns, rows, "  ");
}

function termLines(passes: Passes, { columns }: Layout): string {
  const width = Math.max(...passes.map(([name]) => name.length)) + 2;
  const lines = passes.map(([name, { terms }]) => {
    const indent = " ".repeat(width + 4);
    return `  ${name.padEnd(width)}= ${wrapText(describeSum(terms), columns, indent).slice(width + 4)}`;
  });
  return withSpaces(lines.join("\n"));
}

/** "fill 66 + compute 30,208 - overlap 107"; a term stays with its sign on one line. */
function describeSum(terms: PassCycles["terms"]): string {
  return Object.entries(terms)
    .map(([name, cycles], index) => {
      const sign = cycles < 0 ? "- " : index === 0 ? "" : "+ ";
      return unbroken(`${sign}${name} ${grouped(Math.abs(cycles))}`);
    })
    .join(" ");
}
