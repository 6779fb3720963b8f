import { spends, stallActivities, type FoundStall } from "./find-stall.ts";
import type { Study } from "./study.ts";

/** The longest stalls, and whether all were found. */
export interface LongestStalls {
  readonly stalls: readonly FoundStall[];
  /** No stall that is not listed is longer than this. */
  readonly othersUpTo: number;
}

/** A stretch between two intervals that are known, and how long a stall in it can be. */
interface Stretch {
  readonly block: number;
  readonly from: number;
  readonly to: number;
  readonly bound: number;
}

/** Parts a stretch is cut into, and how often this is done at most. */
const parts = 8;
const mostCuts = 1500;

/**
 * The longest stalls of a cause ("": of any) of some blocks in a window, the longest first. Stretches are cut up where most is stalled;
 * what crosses a cut is known, what lies between two cuts is no longer than what is stalled there.
 */
export function longestStalls(study: Study, blocks: readonly number[], cause: string, { from, to, count }: { readonly from: number; readonly to: number; readonly count: number }): LongestStalls {
  const found = new Map<string, FoundStall>();
  const open: Stretch[] = [];
  for (const block of blocks) look(study, { block, cause, from, to }, found, open);
  for (let cuts = 0; cuts < mostCuts && open.length > 0; cuts++) {
    const best = open.reduce((a, b) => (b.bound > a.bound ? b : a));
    if (best.bound <= lengthAt(found, count)) break;
    open.splice(open.indexOf(best), 1);
    const width = Math.max(1, Math.ceil((best.to - best.from) / parts));
    for (let at = best.from; at < best.to; at += width) look(study, { block: best.block, cause, from: at, to: Math.min(best.to, at + width) }, found, open);
  }
  const stalls = sorted(found).slice(0, count);
  const others = open.reduce((most, { bound }) => Math.max(most, bound), 0);
  return { stalls, othersUpTo: Math.min(others, others <= lengthAt(found, count) ? 0 : others) };
}

interface Place {
  readonly block: number;
  readonly cause: string;
  readonly from: number;
  readonly to: number;
}

/** Notes the stalls at both ends of a stretch, and what is left between them. */
function look(study: Study, { block, cause, from, to }: Place, found: Map<string, FoundStall>, open: Stretch[]): void {
  if (from >= to) return;
  const activities = stallActivities(study, block, cause);
  if (!spends(study, block, activities)(from, to)) return;
  const ends = [study.timeline.intervalAt(block, from), study.timeline.intervalAt(block, to - 1)];
  for (const end of ends) if (activities.includes(end.activity)) found.set(`${block} ${end.from}`, { block, from: end.from, to: end.to });
  const inner = { from: Math.min(to, ends[0].to), to: Math.max(from, ends[1].from) };
  if (inner.from >= inner.to) return;
  const [sums] = study.timeline.spent([block], Float64Array.of(inner.from, inner.to));
  const bound = activities.reduce((sum, activity) => sum + sums[activity], 0);
  if (bound > 0) open.push({ block, ...inner, bound });
}

function sorted(found: ReadonlyMap<string, FoundStall>): FoundStall[] {
  return [...found.values()].toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}

/** Length of the count-th longest; 0 when there are fewer. */
function lengthAt(found: ReadonlyMap<string, FoundStall>, count: number): number {
  if (found.size < count) return 0;
  const last = sorted(found)[count - 1];
  return last.to - last.from;
}
