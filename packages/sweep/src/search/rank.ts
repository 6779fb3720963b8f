import { dominates } from "../look/pareto.ts";

/** What a design is worth, less is better; null for one that could not be evaluated. */
export type Costs = readonly number[] | null;

/** Where designs stand among each other. */
export interface Standing {
  /** 0 for what nothing dominates, 1 for what only those of 0 dominate, and so on; Infinity without costs. */
  readonly rank: number;
  /** How far its neighbours of the same rank are, in spans of the objectives; Infinity at the ends of a front. */
  readonly crowding: number;
}

/** Ranks and crowding of designs (Deb, Pratap, Agarwal and Meyarivan, IEEE Trans. Evol. Comput. 6(2), 2002, III A and B). */
export function standingsOf(costs: readonly Costs[]): readonly Standing[] {
  const ranks = ranksOf(costs);
  const crowding = costs.map(() => 0);
  for (const [rank, members] of Map.groupBy(ranks.keys(), (index) => ranks[index]!)) {
    if (rank !== Infinity) crowd(members, costs as readonly (readonly number[])[], crowding);
  }
  return ranks.map((rank, index) => ({ rank, crowding: crowding[index]! }));
}

/** Better first: a lower rank, then more room around. */
export function compareStandings(a: Standing, b: Standing): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.crowding === b.crowding ? 0 : a.crowding > b.crowding ? -1 : 1;
}

function ranksOf(costs: readonly Costs[]): readonly number[] {
  const ranks = costs.map(() => Infinity);
  let left = costs.flatMap((cost, index) => (cost === null ? [] : [index]));
  for (let rank = 0; left.length > 0; rank++) {
    const front = new Set(left.filter((index) => !left.some((other) => dominates(costs[other]!, costs[index]!))));
    for (const index of front) ranks[index] = rank;
    left = left.filter((index) => !front.has(index));
  }
  return ranks;
}

function crowd(front: readonly number[], costs: readonly (readonly number[])[], crowding: number[]): void {
  for (let objective = 0; objective < costs[front[0]!]!.length; objective++) {
    const costOf = (design: number): number => costs[design]![objective]!;
    const order = front.toSorted((a, b) => costOf(a) - costOf(b) || a - b);
    const [first, last] = [order[0]!, order.at(-1)!];
    const span = costOf(last) - costOf(first);
    crowding[first] = crowding[last] = Infinity;
    if (span === 0) continue;
    for (let i = 1; i < order.length - 1; i++) crowding[order[i]!]! += (costOf(order[i + 1]!) - costOf(order[i - 1]!)) / span;
  }
}
