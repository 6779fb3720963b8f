import type { DatapathState } from "@lnsim/simulator";
import { firstCycle } from "../model/find-cycle.ts";
import { spends } from "../model/find-stall.ts";
import type { Study } from "../model/study.ts";
import type { LaneCondition, LaneEvent } from "./condition.ts";

/** Where numbers are looked at. */
export interface LaneWindow {
  /** The first cycle, and the first one that is not looked at any more. */
  readonly from: number;
  readonly to: number;
  /** Cycles of a datapath that are looked at at most. */
  readonly most: number;
}

/** What looking at numbers came to. */
export interface LaneSearch {
  /** The condition that was met first, by its place, and where; null: none. */
  readonly hit: { readonly index: number; readonly cycle: number; readonly lanes: readonly number[] } | null;
  /** Cycles of a datapath that were looked at. */
  readonly looks: number;
  /** Nothing happens before this cycle. */
  readonly searched: number;
}

/** Looks at the numbers in lanes, cycle by cycle in which some of the blocks multiply, until one of the conditions is met. */
export function nextLaneEvent(study: Study, conditions: readonly LaneCondition[], { from, to, most }: LaneWindow): LaneSearch {
  const walks = conditions.map(({ block }) => new LaneWalk(study, block, { from, to }));
  for (let looks = 0; ; looks++) {
    const cycle = Math.min(to, ...walks.map((walk) => walk.cycle));
    if (cycle >= to || looks === most) return { hit: null, looks, searched: cycle };
    const index = walks.findIndex((walk) => walk.cycle === cycle);
    const lanes = lanesWith(study.session.datapathAt(cycle, conditions[index].block), conditions[index].event);
    if (lanes.length > 0) return { hit: { index, cycle, lanes }, looks: looks + 1, searched: cycle };
    walks[index].next();
  }
}

/** Goes over the cycles of a window in which a block multiplies. */
class LaneWalk {
  /** The one it has come to; `to`: there are no more. */
  cycle: number;
  private readonly multiplies: (from: number, to: number) => boolean;
  private readonly to: number;
  private readonly study: Study;
  private readonly block: number;
  /** The block multiplies until here. */
  private until = 0;

  constructor(study: Study, block: number, { from, to }: { readonly from: number; readonly to: number }) {
    const { activities } = study.timeline.layout.blocks[block];
    const working = activities.flatMap(({ name }, activity) => (name === "multiply" ? [activity] : []));
    this.multiplies = spends(study, block, working);
    this.study = study;
    this.block = block;
    this.to = to;
    this.cycle = this.from(from);
  }

  next(): void {
    this.cycle = this.from(this.cycle + 1);
  }

  private from(cycle: number): number {
    if (cycle < this.until) return cycle;
    const found = firstCycle(this.multiplies, cycle, this.to) ?? this.to;
    if (found < this.to) this.until = Math.min(this.to, this.study.timeline.intervalAt(this.block, found).to);
    return found;
  }
}

/** Lanes in which something happens. */
function lanesWith(state: DatapathState | null, event: LaneEvent): readonly number[] {
  if (state === null || state.kind !== "product") return [];
  const happening = state.lanes.filter(({ overflow, drops }) => {
    if (event === "drops") return drops > 0;
    return event === "wraps" ? overflow === "wrapped" : overflow === "saturated" || overflow === "infinite";
  });
  return happening.map(({ lane }) => lane);
}
