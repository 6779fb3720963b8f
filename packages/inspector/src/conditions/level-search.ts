import type { Timeline } from "@lnsim/recording";
import { compares, type Condition } from "./condition.ts";

type LevelCondition = Extract<Condition, { kind: "level" }>;

/** Cycles looked at one by one once a stretch is no longer than this. */
const shortStretch = 32;

/**
 * The first cycle after `cycle` in which the level of a link comes to compare as wanted. Stretches in which it cannot are left out: the
 * level at their beginning, what is sent in them and the sum of levels bound all levels between.
 */
export function firstLevelCycle(timeline: Timeline, condition: LevelCondition, cycle: number): number | null {
  const isSo = (at: number): boolean => compares(timeline.level(condition.link, at), condition.comparison, condition.value);
  let start = cycle + 1;
  if (start < timeline.cycles && isSo(cycle)) {
    const opposite = { ...condition, comparison: opposites[condition.comparison] };
    const other = search(timeline, opposite, start, timeline.cycles);
    if (other === null) return null;
    start = other;
  }
  return search(timeline, condition, start, timeline.cycles);
}

const opposites = { ">": "<=", "<=": ">", "<": ">=", ">=": "<", "=": "!=", "!=": "=" } as const;

function search(timeline: Timeline, condition: LevelCondition, from: number, to: number): number | null {
  for (let start = from, width = shortStretch; start < to; start += width, width = Math.min(width * 2, 1 << 20)) {
    const found = descend(timeline, condition, start, Math.min(to, start + width));
    if (found !== null) return found;
  }
  return null;
}

function descend(timeline: Timeline, condition: LevelCondition, from: number, to: number): number | null {
  if (to - from <= shortStretch) return walk(timeline, condition, from, to);
  if (!isPossible(timeline, condition, from, to)) return null;
  const middle = from + Math.floor((to - from) / 2);
  return descend(timeline, condition, from, middle) ?? descend(timeline, condition, middle, to);
}

function walk(timeline: Timeline, { link, comparison, value }: LevelCondition, from: number, to: number): number | null {
  for (let cycle = from; cycle < to; cycle++) if (compares(timeline.level(link, cycle), comparison, value)) return cycle;
  return null;
}

/** Whether some level in [from, to) may compare as wanted, by bounds of the lowest and the highest. */
function isPossible(timeline: Timeline, { link, comparison, value }: LevelCondition, from: number, to: number): boolean {
  const [sum] = timeline.occupied(link, Float64Array.of(from, to));
  const first = timeline.level(link, from);
  const { capacity } = timeline.layout.links[link];
  const highest = Math.min(capacity, sum, first + timeline.sent(link, from + 1, to));
  const lowest = Math.max(0, sum - (to - from - 1) * highest);
  switch (comparison) {
    case ">":
    case ">=":
      return compares(highest, comparison, value);
    case "<":
    case "<=":
      return compares(lowest, comparison, value);
    case "=":
      return lowest <= value && value <= highest;
    case "!=":
      return lowest !== value || highest !== value;
  }
}
