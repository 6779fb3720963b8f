import type { Study } from "./study.ts";

/** An action of a block in a window, with what it took. */
export interface SpentEnergy {
  readonly block: string;
  /** Name of the counter; all jobs of an array are one action. */
  readonly action: string;
  readonly count: number;
  /** On average. */
  readonly eachPj: number;
  readonly energyPj: number;
}

/**
 * What priced actions took in a window, those first that took most. Only what was counted is priced: a price may have to be worked out.
 *
 * @throws {LnsimError} what the session throws when it is asked for prices.
 */
export function spentEnergy({ timeline, session }: Study, from: number, to: number): readonly SpentEnergy[] {
  const sums = new Map<string, { block: string; action: string; count: number; energyPj: number }>();
  for (const [index, { name: block, counters }] of timeline.layout.blocks.entries()) {
    for (const [counter, count] of timeline.counted(index, from, to).entries()) {
      const price = count === 0 ? null : session.priceOf(block, counters[counter]);
      if (price === null) continue;
      const action = counters[counter].replace(/^job\d+$/, "jobs");
      const sum = sums.get(`${block} ${action}`) ?? { block, action, count: 0, energyPj: 0 };
      sum.count += count;
      sum.energyPj += count * price;
      sums.set(`${block} ${action}`, sum);
    }
  }
  return [...sums.values()].map((sum) => ({ ...sum, eachPj: sum.energyPj / sum.count })).toSorted((a, b) => b.energyPj - a.energyPj);
}
