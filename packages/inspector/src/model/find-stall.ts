import { firstCycle, lastCycle } from "./find-cycle.ts";
import { firstCause } from "./palette.ts";
import type { Study } from "./study.ts";

/** A wait: of which block, for which cause, from when to when. */
export interface FoundStall {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** Activities of a block that are stalls of a cause; "": of any. */
export function stallActivities({ palette }: Study, block: number, cause: string): readonly number[] {
  const wanted = cause === "" ? -1 : firstCause + palette.causes.findIndex((sign) => sign.cause === cause);
  return [...palette.categories[block]].flatMap((category, activity) => (category >= firstCause && (wanted === -1 || category === wanted) ? [activity] : []));
}

/** The first stall of a cause that begins after a cycle, in any of some blocks; null: none among the known cycles. */
export function nextStall(study: Study, blocks: readonly number[], cause: string, cycle: number): FoundStall | null {
  let best: FoundStall | null = null;
  for (const block of blocks) {
    const activities = stallActivities(study, block, cause);
    const until = best?.from ?? study.timeline.cycles;
    const from = firstCycle(spends(study, block, activities), study.timeline.intervalAt(block, cycle).to, until);
    if (from !== null) best = { block, from, to: study.timeline.intervalAt(block, from).to };
  }
  return best;
}

/** The last stall of a cause that began before a cycle. */
export function previousStall(study: Study, blocks: readonly number[], cause: string, cycle: number): FoundStall | null {
  let best: FoundStall | null = null;
  for (const block of blocks) {
    const activities = stallActivities(study, block, cause);
    const now = study.timeline.intervalAt(block, cycle);
    const until = now.from < cycle ? cycle : now.from;
    const last = lastCycle(spends(study, block, activities), 0, until);
    if (last === null) continue;
    const { from, to } = study.timeline.intervalAt(block, last);
    if (best === null || from > best.from) best = { block, from, to };
  }
  return best;
}

/** Whether a block spends a cycle of a window in one of some activities. */
export function spends({ timeline }: Study, block: number, activities: readonly number[]): (from: number, to: number) => boolean {
  return (from, to) => {
    if (from >= to || activities.length === 0) return false;
    const [sums] = timeline.spent([block], Float64Array.of(from, to));
    return activities.some((activity) => sums[activity] > 0);
  };
}
