import type { RunResult } from "@lnsim/simulator";
import { energy as inUnits, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

type Energy = NonNullable<RunResult["energy"]>;

const columns: readonly Column[] = [
  { title: "block", align: "left" },
  { title: "low", align: "right" },
  { title: "high", align: "right" },
  { title: "share", align: "right" },
  { title: "static", align: "right" },
  { title: "prices", align: "left" },
];

/** Energy by block with the kinds of its prices, by pass, the windows, and what has no price. */
export function energySection(result: RunResult, layout: Layout): string {
  const { energy } = result;
  if (energy === null) {
    if (result.cycles === null) return "";
    return `${title(layout, "Energy", "not known")}\n${wrapText(result.energyReason ?? "", layout.columns, "  ")}`;
  }
  const { node } = energy;
  const heading = title(layout, "Energy", `of all steps; table ${node.table}, ${node.nodeNm} nm, ${node.vdd} V; low without glitches, high with`);
  const parts = [heading, renderTable(columns, blockRows(energy), "  "), "", ...factLines(result, energy, layout)];
  const wrap = (text: string): string => wrapText(text, layout.columns, "    ");
  if (energy.unpriced.length > 0) {
    parts.push(`  ${layout.styles.bold("without a price of its own")}`, ...describeUnpriced(energy).map(wrap));
  }
  parts.push(`  ${layout.styles.bold("sources")}`, ...sources(energy).map(wrap));
  return parts.join("\n");
}

function blockRows(energy: Energy): string[][] {
  const rows = energy.byBlock.map(({ block, dynamicPj, staticPj }) => [
    block,
    inUnits(dynamicPj.low),
    inUnits(dynamicPj.high),
    percent(energy.dynamicPj.high === 0 ? 0 : dynamicPj.high / energy.dynamicPj.high, 1),
    staticPj === null ? "-" : inUnits(staticPj),
    kindsOf(energy, block).join(", "),
  ]);
  rows.push(["all", inUnits(energy.dynamicPj.low), inUnits(energy.dynamicPj.high), "100 %", inUnits(energy.staticPj), ""]);
  return rows;
}

/** Kinds of the prices of a block. */
function kindsOf(energy: Energy, block: string): string[] {
  return [...new Set(energy.provenance.filter((each) => each.block === block).map(({ kind }) => kind))];
}

/** Facts, each behind its name. */
function factLines(result: RunResult, energy: Energy, { columns }: Layout): string[] {
  const indent = " ".repeat(11);
  return factRows(result, energy).map(([name, fact]) => `  ${name.padEnd(9)}${wrapText(fact, columns, indent).slice(indent.length)}`);
}

function factRows({ cycles, area }: RunResult, energy: Energy): (readonly [name: string, fact: string])[] {
  const macs = (cycles?.byStepShape ?? []).reduce((sum, shape) => sum + shape.macs * shape.count, 0);
  const passes = Object.entries(energy.byPass).map(([pass, { high }]) => `${pass} ${inUnits(high)}`);
  const rows: (readonly [name: string, fact: string])[] = [["by pass", passes.join(", ")]];
  if (macs > 0) {
    const perMac = (picojoules: number): string => ((picojoules * 1000) / macs).toFixed(1);
    rows.push(["per MAC", `${perMac(energy.dynamicPj.low)} to ${perMac(energy.dynamicPj.high)} fJ dynamic, ${perMac(energy.staticPj)} fJ static`]);
  }
  rows.push(["datapath", pricedDatapath(energy.windows)]);
  if (area !== null) rows.push(["area", `${(area.totalUm2 / 1e6).toFixed(3)} mm2 (${area.byBlock.map(({ block }) => block).join(", ")})`]);
  return rows;
}

/** The record that lanes are priced by, and its widths; those that were simulated where they are others. */
function pricedDatapath({ record, terms, pricedBits, simulatedBits, pricedAccumulatorBits, simulatedAccumulatorBits, note }: Energy["windows"]): string {
  const bits = (width: number | null): string => (width === null ? "none" : `${width} bits`);
  const beside = (priced: number | null, simulated: number | null): string =>
    simulated === priced ? bits(priced) : `${bits(priced)} (simulated: ${bits(simulated)})`;
  const widths = `window ${beside(pricedBits, simulatedBits)}, accumulator ${beside(pricedAccumulatorBits, simulatedAccumulatorBits)}`;
  return `record ${record}, ${terms} terms, ${widths}${note === undefined ? "" : "; not quite what was simulated, see the notes"}`;
}

/** Actions without a price of their own, those of one block with one reason together. */
function describeUnpriced({ unpriced }: Energy): string[] {
  const groups = new Map<string, string[]>();
  for (const { block, action, reason, includedIn } of unpriced) {
    const why = `${block}\n${includedIn === undefined ? reason : `in the price of ${includedIn}`}`;
    groups.set(why, [...(groups.get(why) ?? []), action]);
  }
  return [...groups].map(([why, actions]) => {
    const [block, reason] = why.split("\n");
    return `${block} ${actions.join(", ")}: ${reason}`;
  });
}

/** Each source once, with the kinds of the prices it gives and the share of the energy that rests on it. */
function sources(energy: Energy): string[] {
  const bySource = new Map<string, { kinds: Set<string>; high: number }>();
  for (const { sources: names, kind, energyPj } of energy.provenance) {
    for (const name of names) {
      const entry = bySource.get(name) ?? { kinds: new Set(), high: 0 };
      entry.kinds.add(kind);
      entry.high += energyPj.high / names.length;
      bySource.set(name, entry);
    }
  }
  return [...bySource]
    .sort(([, a], [, b]) => b.high - a.high)
    .map(([name, { kinds, high }]) => `${percent(energy.dynamicPj.high === 0 ? 0 : high / energy.dynamicPj.high, 1)} ${[...kinds].join(", ")}: ${name}`);
}
