import { stallActivities, type FoundStall } from "./find-stall.ts";
import type { Study } from "./study.ts";

/** The longest stalls, and whether all were found. */
export interface LongestStalls {
  readonly stalls: readonly FoundStall[];
  /** Stalls that are not listed may be longer than the last one that is, but not longer than this; 0: they are not. */
  readonly othersUpTo: number;
}

/** Which stalls are looked for: so many of a cause ("": any) in a window. */
export interface StallQuestion {
  readonly cause: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A stretch of a block with stalled cycles in it. */
interface Stretch {
  readonly block: number;
  readonly from: number;
  readonly to: number;
  /** Stalled cycles: no stall within it is longer. */
  readonly stalled: number;
}

/** Cycles that are looked into first: the longer a stall, the likelier it is met. */
const samples = 2048;

/** Columns that a window is cut into at first, that a stretch is cut into at most, and that are looked at in all. */
const firstParts = 512;
const mostParts = 32;
const mostColumns = 16_000;

/**
 * The longest stalls of some blocks, the longest first. Stretches are cut up, those first in which most is stalled: what crosses a cut is
 * known from then on, what lies between two cuts is no longer than what is stalled there, and in the end fills a column.
 */
export function longestStalls(study: Study, blocks: readonly number[], question: StallQuestion): LongestStalls {
  const search = new StallSearch(study, question);
  const share = (count: number): number => Math.max(8, Math.floor(count / blocks.length));
  for (const block of blocks) search.sample(block, share(samples));
  for (const block of blocks) search.cut([{ block, from: question.from, to: question.to, stalled: Infinity }], share(firstParts));
  while (search.advance());
  return search.result();
}

class StallSearch {
  private readonly study: Study;
  private readonly question: StallQuestion;
  private found = new Map<string, FoundStall>();
  /** A stall that is no longer than this is not listed. */
  private shortest = 0;
  private open: Stretch[] = [];
  private columns = 0;

  constructor(study: Study, question: StallQuestion) {
    this.study = study;
    this.question = question;
  }

  /** Looks into cycles at equal distances. */
  sample(block: number, count: number): void {
    const { from, to, cause } = this.question;
    const activities = stallActivities(this.study, block, cause);
    const width = Math.max(1, Math.ceil((to - from) / count));
    for (let cycle = from; cycle < to; cycle += width) this.note(block, cycle, activities);
    this.settle();
  }

  /** Cuts up those stretches in which most is stalled; false when none can hold a longer stall, or enough was looked at. */
  advance(): boolean {
    this.settle();
    const { shortest } = this;
    this.open = this.open.filter(({ stalled }) => stalled > shortest).toSorted((a, b) => b.stalled - a.stalled);
    if (this.open.length === 0 || this.columns >= mostColumns) return false;
    const chosen = this.open.splice(0, 512);
    for (const block of new Set(chosen.map((stretch) => stretch.block))) this.cut(chosen.filter((stretch) => stretch.block === block));
    return true;
  }

  result(): LongestStalls {
    this.settle();
    const stalls = sorted(this.found);
    const { shortest } = this;
    const others = this.open.reduce((most, { stalled }) => Math.max(most, stalled), 0);
    return { stalls, othersUpTo: others > shortest ? others : 0 };
  }

  /** Cuts stretches of one block into columns, asked for at once: so many, or so many that hardly any can hold a longer stall. */
  cut(stretches: readonly Stretch[], count?: number): void {
    const { block } = stretches[0];
    const activities = stallActivities(this.study, block, this.question.cause);
    if (activities.length === 0) return;
    const edges = edgesOf(stretches, ({ stalled }) => count ?? (this.shortest === 0 ? 8 : Math.min(mostParts, 1 + Math.ceil((1.5 * stalled) / this.shortest))));
    const [sums] = this.study.timeline.spent([block], edges);
    const each = sums.length / (edges.length - 1);
    this.columns += edges.length - 1;
    const stalled = Float64Array.from({ length: edges.length - 1 }, (_, column) => activities.reduce((sum, activity) => sum + sums[column * each + activity], 0));
    for (let column = 0; column < stalled.length; column++) {
      const [from, to] = [edges[column], edges[column + 1]];
      if (stalled[column] === 0 || !isWithin(stretches, from)) continue;
      const isFull = stalled[column] === to - from;
      const next = stalled[column + 1] ?? 0;
      if (isFull || stalled[column] + next > this.shortest) this.note(block, to - 1, activities);
      if (!isFull && stalled[column] > this.shortest) this.open.push({ block, from, to, stalled: stalled[column] });
    }
  }

  /** Keeps what a block does in a cycle, when it is a stall that is looked for. */
  private note(block: number, cycle: number, activities: readonly number[]): void {
    const { activity, from, to } = this.study.timeline.intervalAt(block, cycle);
    if (activities.includes(activity)) this.found.set(`${block} ${from}`, { block, from, to });
  }

  /** Lets the stalls go that are not among the longest, and learns how long one must be to be listed. */
  private settle(): void {
    if (this.found.size < this.question.count) return;
    const kept = sorted(this.found).slice(0, this.question.count);
    this.found = new Map(kept.map((stall) => [`${stall.block} ${stall.from}`, stall]));
    const last = kept.at(-1)!;
    this.shortest = last.to - last.from;
  }
}

/** Edges of the columns of stretches that do not overlap, and of what lies between them. */
function edgesOf(stretches: readonly Stretch[], count: (stretch: Stretch) => number): Float64Array {
  const edges = new Set<number>();
  for (const stretch of stretches) {
    const { from, to } = stretch;
    const width = Math.max(1, Math.ceil((to - from) / count(stretch)));
    for (let at = from; at < to; at += width) edges.add(at);
    edges.add(to);
  }
  return Float64Array.from(edges).sort();
}

/** Whether a column that begins here lies in one of the stretches. */
function isWithin(stretches: readonly Stretch[], cycle: number): boolean {
  return stretches.length === 1 || stretches.some(({ from, to }) => cycle >= from && cycle < to);
}

function sorted(found: ReadonlyMap<string, FoundStall>): FoundStall[] {
  return [...found.values()].toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}
