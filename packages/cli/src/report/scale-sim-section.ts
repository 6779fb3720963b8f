import type { RunResult } from "@lnsim/simulator";
import { grouped } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { title, type Layout } from "./layout.ts";

type Product = NonNullable<RunResult["compat"]>["scaleSim"][number];

const columns: readonly Column[] = ["op", "m", "n", "k", "cycles", "overall", "mapping", "compute", "ifmap", "filter", "ofmap"].map((name, index) => ({
  title: name,
  align: index === 0 ? "left" : "right",
}));

/** What SCALE-Sim would print for each product: its cycles, its utilisations in percent, its counts of SRAM accesses. */
export function scaleSimSection({ compat }: RunResult, layout: Layout): string {
  if (compat === null) return "";
  const about = "what it would print for one product of each op: total cycles, utilisations in percent, SRAM accesses in words";
  return `${title(layout, "SCALE-Sim", about)}\n${renderTable(columns, compat.scaleSim.map(rowOf), "  ")}`;
}

function rowOf(product: Product): string[] {
  const { name, m, n, k, totalCycles, overallUtilPercent, mappingEfficiencyPercent, computeUtilPercent } = product;
  const utilisations = [overallUtilPercent, mappingEfficiencyPercent, computeUtilPercent].map((share) => share.toFixed(2));
  return [name, String(m), String(n), String(k), grouped(totalCycles), ...utilisations, ...[product.ifmapSramReads, product.filterSramReads, product.ofmapSramWrites].map(grouped)];
}
