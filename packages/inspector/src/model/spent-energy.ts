import type { Study } from "./study.ts";

/** An action of a block in a window, with what it took. */
export interface SpentEnergy {
  readonly block: string;
  readonly action: string;
  readonly count: number;
  readonly eachPj: number;
  readonly energyPj: number;
}

/** What priced actions took in a window, those first that took most. */
export function spentEnergy({ timeline, prices }: Study, from: number, to: number): readonly SpentEnergy[] {
  const table = new Map(prices.map(({ block, action, energyPj }) => [`${block} ${action}`, energyPj]));
  const spent = timeline.layout.blocks.flatMap(({ name, kind, counters }, block): readonly SpentEnergy[] => {
    const priced = counters.flatMap((action, counter) => {
      const eachPj = table.get(`${name} ${action}`) ?? table.get(`${kind} ${action}`);
      return eachPj === undefined ? [] : [{ action, counter, eachPj }];
    });
    if (priced.length === 0) return [];
    const counts = timeline.counted(block, from, to);
    return priced.map(({ action, counter, eachPj }) => ({ block: name, action, count: counts[counter], eachPj, energyPj: counts[counter] * eachPj }));
  });
  return spent.filter(({ count }) => count > 0).toSorted((a, b) => b.energyPj - a.energyPj);
}
