import { firstCycle } from "../model/find-cycle.ts";
import { spends } from "../model/find-stall.ts";
import type { Study } from "../model/study.ts";
import { compares, type Condition, type LaneCondition } from "./condition.ts";
import { firstLevelCycle } from "./level-search.ts";

/** A cycle in which a condition comes true; null: in none of those looked at. */
export type Hit = number | null;

/** The first cycle after `cycle` in which a condition comes true (it was not, in the cycle before), among those known. */
export function nextHit(study: Study, condition: Exclude<Condition, LaneCondition>, cycle: number): Hit {
  const to = study.timeline.cycles;
  switch (condition.kind) {
    case "activity":
      return nextActivity(study, condition, cycle);
    case "counts": {
      const { block, counters } = condition;
      return firstCycle((from, until) => sumOf(study.timeline.counted(block, from, until), counters) > 0, cycle + 1, to);
    }
    case "level":
      return firstLevelCycle(study.timeline, condition, cycle);
    case "total":
      return nextTotal(study, condition, cycle);
  }
}

function nextActivity(study: Study, { block, activities }: Extract<Condition, { kind: "activity" }>, cycle: number): Hit {
  const others = study.timeline.layout.blocks[block].activities.flatMap((_, activity) => (activities.includes(activity) ? [] : [activity]));
  const isSo = activities.includes(study.timeline.intervalAt(block, cycle).activity);
  const to = study.timeline.cycles;
  const start = isSo ? firstCycle(spends(study, block, others), cycle + 1, to) : cycle + 1;
  return start === null ? null : firstCycle(spends(study, block, activities), start, to);
}

/** Totals only grow, so that a comparison comes true at most once, but for "!=", which ends being false at most once. */
function nextTotal({ timeline }: Study, { block, counter, comparison, value }: Extract<Condition, { kind: "total" }>, cycle: number): Hit {
  const totalAt = (at: number): number => timeline.counted(block, 0, at + 1)[counter];
  const isSo = (at: number): boolean => compares(totalAt(at), comparison, value);
  const beyond = comparison === "=" || comparison === ">=" ? value - 1 : value;
  const start = cycle + 1;
  if (start >= timeline.cycles) return null;
  const crossing = firstCycle((_, to) => totalAt(to - 1) > beyond, start, timeline.cycles);
  return crossing !== null && isSo(crossing) && !isSo(crossing - 1) ? crossing : null;
}

function sumOf(values: Float64Array, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + values[place], 0);
}
