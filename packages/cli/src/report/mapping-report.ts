import type { MachineMapping, ProductMapping } from "@lnsim/simulator";
import { bytes, grouped } from "../output/numbers.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Layout } from "./layout.ts";

/** How a machine works on every product, for a person: its sizes, what it is estimated to cost, its loops. */
export function renderMapping({ machine, trace, products }: MachineMapping, layout: Layout): string {
  const cycles = products.reduce((sum, { estimatedCycles }) => sum + Math.ceil(estimatedCycles), 0);
  const about = `${products.length === 1 ? "1 matrix product" : `${products.length} matrix products`} of ${trace.name}, batch ${trace.batch}, on ${machine.name}: ${grouped(cycles)} cycles, estimated without simulation`;
  return [wrapText(about, layout.columns, ""), ...products.map((product) => productText(product, layout))].join("\n\n");
}

function productText(product: ProductMapping, { columns, styles }: Layout): string {
  const { name, m, n, k, count, nest } = product;
  const products = count === 1 ? "" : `${count} products of `;
  const lines = nest.split("\n").map((line) => `  ${line}`);
  return [`${styles.bold(name)}  ${products}m ${m}, n ${n}, k ${k}`, wrapText(costText(product), columns, "  "), ...lines].join("\n");
}

function costText({ estimatedCycles, tiles }: ProductMapping): string {
  const cycles = `about ${grouped(Math.ceil(estimatedCycles))} cycles`;
  if (tiles === null) return cycles;
  const { computeCycles, memoryCycles, stashCycles, tiles: number, bytes: moved } = tiles.cost;
  const stash = stashCycles > 0 ? `, stash ${grouped(stashCycles)}` : "";
  const parts = Object.entries({ A: moved.a, B: moved.b, masks: moved.mask, "partial sums": moved.partialSums, results: moved.out }).filter(([, size]) => size > 0);
  const traffic = parts.map(([what, size]) => `${what} ${bytes(size)}`).join(", ");
  return `${cycles} (array ${grouped(Math.ceil(computeCycles))}, memory ${grouped(Math.ceil(memoryCycles))}${stash}); ${grouped(number)} tiles; ${traffic}; ${choiceText(tiles)}`;
}

function choiceText({ considered, exhaustive }: NonNullable<ProductMapping["tiles"]>): string {
  if (considered === 1 && !exhaustive) return "pinned";
  return exhaustive ? `best of all ${grouped(considered)} legal tilings` : `best of ${grouped(considered)} tilings`;
}
