import type { RunResult } from "@lnsim/simulator";
import { grouped } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { title, type Layout } from "./layout.ts";

type Product = NonNullable<RunResult["compat"]>["scaleSim"][number];

/** What SCALE-Sim would print for each product: its cycles, its utilisations in percent, its counts of SRAM accesses. */
export function scaleSimSection({ compat }: RunResult, layout: Layout): string {
  if (compat === null) return "";
  const { scaleSim } = compat;
  return [
    title(layout, "SCALE-Sim", "what it would print for one product of each op; utilisations in percent"),
    renderTable(columnsOf("op", "m", "n", "k", "total cycles", "overall", "mapping", "compute"), scaleSim.map(computeRow), "  "),
    "",
    title(layout, "SCALE-Sim's SRAM", "accesses as it would count them, in words"),
    renderTable(columnsOf("op", "ifmap reads", "filter reads", "ofmap writes"), scaleSim.map(accessRow), "  "),
  ].join("\n");
}

function computeRow({ name, m, n, k, totalCycles, overallUtilPercent, mappingEfficiencyPercent, computeUtilPercent }: Product): string[] {
  const utilisations = [overallUtilPercent, mappingEfficiencyPercent, computeUtilPercent].map((share) => share.toFixed(2));
  return [name, String(m), String(n), String(k), grouped(totalCycles), ...utilisations];
}

function accessRow({ name, ifmapSramReads, filterSramReads, ofmapSramWrites }: Product): string[] {
  return [name, ...[ifmapSramReads, filterSramReads, ofmapSramWrites].map(grouped)];
}

function columnsOf(...names: readonly string[]): readonly Column[] {
  return names.map((name, index) => ({ title: name, align: index === 0 ? "left" : "right" }));
}
