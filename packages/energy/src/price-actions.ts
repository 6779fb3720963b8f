import { addBounds, scaleBounds, sumBounds, zeroBounds } from "./bounds.ts";
import { countedActions, type CountedAction } from "./counted-action.ts";
import type { AreaReport, BlockEnergy, EnergyReport, PricedAction, UnpricedAction } from "./energy-report.ts";
import type { Bounds, EnergyTable } from "./energy-table.ts";
import { findDatapath } from "./find-datapath.ts";
import { passes, type Pass } from "./pass.ts";
import type { ActionCount, PricingContext } from "./pricing-context.ts";
import { resolvePrice, type ResolvedPrice, type Surroundings } from "./resolve-price.ts";
import { leakagePj, standingCosts, supportedClock, type StandingCost } from "./standing-cost.ts";
import { windowsOf } from "./windows.ts";

/** Energy and area of a run, or why they are not known. */
export type Pricing =
  | { readonly energy: EnergyReport; readonly area: AreaReport }
  | { readonly energy: null; readonly area: null; readonly reason: string };

/**
 * Prices what a run counted.
 *
 * Energies are counts times prices, in picojoules, formed once and added in the order of the table, so that equal counts give
 * equal bits. What the table cannot price is listed with its count; a datapath without a record gives no energy at all,
 * since everything else would be read as the whole.
 */
export function priceActions(table: EnergyTable, counts: readonly ActionCount[], context: PricingContext): Pricing {
  const datapath = findDatapath(table, context.datapath);
  if ("reason" in datapath) return { energy: null, area: null, reason: datapath.reason };
  const surroundings: Surroundings = { table, datapath, context };
  const standing = standingCosts(table, datapath, context);
  const blocks = blocksOnDie(table, counts, context);
  return {
    energy: energyReport(surroundings, priceAll(countedActions(table, counts, context), surroundings), standing),
    area: areaReport(blocks, standing),
  };
}

interface Priced {
  readonly priced: readonly PricedAction[];
  readonly unpriced: readonly UnpricedAction[];
  readonly byPass: { readonly [pass in Pass]?: Bounds };
}

function priceAll(actions: readonly CountedAction[], surroundings: Surroundings): Priced {
  const priced: PricedAction[] = [];
  const unpriced: UnpricedAction[] = [];
  const byPass: { [pass in Pass]?: Bounds } = {};
  for (const action of actions) {
    for (const [index, pass] of passes.entries()) {
      const count = action.countByPass[index]!;
      if (count === 0) continue;
      const price = resolvePrice(action, pass, surroundings);
      if ("reason" in price) {
        addUnpriced(unpriced, action, count, price);
        continue;
      }
      addPriced(priced, action, { pass, count, price });
      byPass[pass] = addBounds(byPass[pass] ?? zeroBounds, scaleBounds(price.pricePj, count));
    }
  }
  return { priced, unpriced, byPass: inPassOrder(byPass) };
}

/** Adds a count to the entry of the same action and price, or makes one. */
function addPriced(priced: PricedAction[], action: CountedAction, paid: { pass: Pass; count: number; price: ResolvedPrice }): void {
  const { block, action: name, unit } = action;
  const { pass, price } = paid;
  const isSame = (entry: PricedAction) =>
    entry.block === block && entry.action === name && entry.pricePj.low === price.pricePj.low && entry.pricePj.high === price.pricePj.high;
  const index = priced.findIndex(isSame);
  const before = priced[index];
  const count = (before?.count ?? 0) + paid.count;
  const entry: PricedAction = {
    block,
    action: name,
    passes: [...(before?.passes ?? []), pass],
    unit,
    count,
    energyPj: scaleBounds(price.pricePj, count),
    ...price,
  };
  if (index === -1) priced.push(entry);
  else priced[index] = entry;
}

function addUnpriced(unpriced: UnpricedAction[], action: CountedAction, count: number, why: { reason: string; includedIn?: string }): void {
  const { block, action: name, unit } = action;
  const index = unpriced.findIndex((entry) => entry.block === block && entry.action === name);
  const entry = { block, action: name, unit, count: (unpriced[index]?.count ?? 0) + count, ...why };
  if (index === -1) unpriced.push(entry);
  else unpriced[index] = entry;
}

function inPassOrder(byPass: { readonly [pass in Pass]?: Bounds }): { [pass in Pass]?: Bounds } {
  return Object.fromEntries(passes.filter((pass) => byPass[pass] !== undefined).map((pass) => [pass, byPass[pass]]));
}

function energyReport(surroundings: Surroundings, { priced, unpriced, byPass }: Priced, standing: readonly StandingCost[]): EnergyReport {
  const { table, datapath, context } = surroundings;
  const clock = supportedClock(standing);
  const blocks = [...new Set([...table.actions, ...priced].map((record) => record.block))];
  const byBlock = blocks.flatMap((block): BlockEnergy[] => {
    const own = priced.filter((entry) => entry.block === block);
    const cost = standing.find((candidate) => candidate.block === block);
    if (own.length === 0 && cost === undefined) return [];
    const staticPj = cost === undefined ? null : leakagePj(cost, clock, context.cycles);
    return [{ block, dynamicPj: sumBounds(own.map((entry) => entry.energyPj)), staticPj }];
  });
  const dynamicPj = sumBounds(byBlock.map((block) => block.dynamicPj));
  const staticPj = byBlock.reduce((sum, block) => sum + (block.staticPj ?? 0), 0);
  return {
    totalPj: { low: dynamicPj.low + staticPj, high: dynamicPj.high + staticPj },
    dynamicPj,
    staticPj,
    clock,
    byBlock,
    byPass,
    node: { table: table.name, nodeNm: table.nodeNm, vdd: table.vdd },
    provenance: priced,
    unpriced,
    windows: windowsOf(datapath, context.datapath),
  };
}

/** Blocks that the machine has as far as its counts and its context tell, in the order of the table; DRAM is not on the die. */
function blocksOnDie(table: EnergyTable, counts: readonly ActionCount[], { multiplier, memories, wordBytes }: PricingContext): string[] {
  const present = new Set([multiplier.block, ...Object.keys(memories), ...Object.keys(wordBytes), ...counts.map((count) => count.block)]);
  const onDie = table.actions.filter(({ block, price }) => present.has(block) && price.rule !== "dram");
  return [...new Set(onDie.map((record) => record.block))];
}

function areaReport(blocks: readonly string[], standing: readonly StandingCost[]): AreaReport {
  const byBlock = standing.map(({ block, areaUm2 }) => ({ block, areaUm2 }));
  const sized = new Set(byBlock.map((entry) => entry.block));
  const totalUm2 = byBlock.reduce((sum, entry) => sum + entry.areaUm2, 0);
  return { totalUm2, byBlock, unsized: blocks.filter((block) => !sized.has(block)) };
}
