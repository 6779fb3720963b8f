import type { DatapathRecord, EnergyTable } from "./energy-table.ts";
import type { Clock } from "./energy-report.ts";
import { memoryCost, type MemoryCost } from "./memory-cost.ts";
import type { PricingContext } from "./pricing-context.ts";

/** What the blocks of one name cost whether they work or not. */
export interface StandingCost {
  readonly block: string;
  readonly areaUm2: number;
  readonly leakageMw: number;
  /** Shortest clock period that the block's record supports. */
  readonly periodNs: number;
}

const milliwattsPerNanowatt = 1e-6;

/** Area, leakage and own clock period of every block that has a record, all of its kind together, in the order of the table. */
export function standingCosts(table: EnergyTable, datapath: DatapathRecord, context: PricingContext): StandingCost[] {
  const blocks = [...new Set(table.actions.map((record) => record.block))];
  return blocks.flatMap((block) => {
    const rules = new Set(table.actions.filter((record) => record.block === block).map((record) => record.price.rule));
    const { multiplier, memories, extrapolates } = context;
    if (block === multiplier.block) return [multiplierCost(datapath, multiplier)];
    const memory = memories[block];
    if (!rules.has("memory") || memory === undefined) return [];
    const cost = memoryCost(table.memories, memory, extrapolates);
    return "readPj" in cost ? [memoryStandingCost(block, cost, memory.count)] : [];
  });
}

/**
 * The one clock that the records support together: the slowest of their own periods. A pipelined lane would run faster and
 * leak for a shorter time, so the static energy is an upper bound for the blocks it covers.
 */
export function supportedClock(costs: readonly StandingCost[]): Clock {
  const slowest = costs.reduce((a, b) => (b.periodNs > a.periodNs ? b : a));
  return {
    periodNs: slowest.periodNs,
    reasoning:
      `the longest of the records' own periods (${slowest.block}): the one clock that all records support; ` +
      "a faster one leaks less per cycle",
  };
}

/** Leakage times time; milliwatts times nanoseconds are picojoules. */
export function leakagePj(cost: StandingCost, clock: Clock, cycles: number): number {
  return cost.leakageMw * clock.periodNs * cycles;
}

function multiplierCost(datapath: DatapathRecord, { block, lanes, units }: PricingContext["multiplier"]): StandingCost {
  const terms = units * lanes * datapath.terms;
  return {
    block,
    areaUm2: terms * datapath.areaUm2PerTerm,
    leakageMw: terms * datapath.leakageNwPerTerm * milliwattsPerNanowatt,
    periodNs: datapath.delayNs,
  };
}

function memoryStandingCost(block: string, cost: MemoryCost, count: number): StandingCost {
  return { block, areaUm2: count * cost.areaUm2, leakageMw: count * cost.leakageMw, periodNs: cost.cycleNs };
}
