import type { CountEvent, Interval, SourceCycle, Timeline, TimelineLayout } from "@lnsim/recording";

/** What happened, cycle by cycle: the plainest form of a timeline. */
export interface CycleByCycle {
  readonly layout: TimelineLayout;
  readonly cycles: number;
  /** Activity of every block in every cycle. */
  readonly activities: readonly Uint8Array[];
  /** Messages on every link at the end of every cycle, and sent in it. */
  readonly levels: readonly Float64Array[];
  readonly sent: readonly Float64Array[];
  /** Counted actions, in order of cycles, by block. */
  readonly counts: readonly (readonly CountEvent[])[];
}

/** A timeline that answers every question by looking at every cycle: what any other one must agree with. */
export class NaiveTimeline implements Timeline {
  readonly layout: TimelineLayout;
  cycles: number;
  private readonly data: CycleByCycle;

  constructor(data: CycleByCycle, cycles = data.cycles) {
    this.data = data;
    this.layout = data.layout;
    this.cycles = cycles;
  }

  intervalAt(block: number, cycle: number): Interval {
    const activities = this.data.activities[block];
    const activity = activities[cycle];
    let from = cycle;
    let to = cycle + 1;
    while (from > 0 && activities[from - 1] === activity) from--;
    while (to < this.cycles && activities[to] === activity) to++;
    return { activity, from, to };
  }

  intervals(block: number, from: number, to: number, visit: (activity: number, from: number, to: number) => void): void {
    for (let at = from; at < to; ) {
      const { activity, to: end } = this.intervalAt(block, at);
      visit(activity, at, Math.min(end, to));
      at = end;
    }
  }

  spent(blocks: readonly number[], edges: Float64Array): readonly Float64Array[] {
    return blocks.map((block) => {
      const activities = this.layout.blocks[block].activities.length;
      const sums = new Float64Array((edges.length - 1) * activities);
      for (let column = 0; column + 1 < edges.length; column++) {
        for (let cycle = edges[column]; cycle < edges[column + 1]; cycle++) sums[column * activities + this.data.activities[block][cycle]]++;
      }
      return sums;
    });
  }

  counted(block: number, from: number, to: number): Float64Array {
    const sums = new Float64Array(this.layout.blocks[block].counters.length);
    this.counts(block, from, to, (_, counter, n) => (sums[counter] += n));
    return sums;
  }

  counts(block: number, from: number, to: number, visit: (cycle: number, counter: number, n: number) => void): void {
    for (const { cycle, counter, n } of this.data.counts[block]) if (cycle >= from && cycle < to) visit(cycle, counter, n);
  }

  lastCount(block: number, cycle: number): CountEvent | null {
    return this.data.counts[block].findLast((event) => event.cycle <= cycle) ?? null;
  }

  noted(block: number): Float64Array {
    return new Float64Array(this.layout.blocks[block].notes.length);
  }

  level(link: number, cycle: number): number {
    return this.data.levels[link][cycle];
  }

  occupied(link: number, edges: Float64Array): Float64Array {
    return Float64Array.from({ length: edges.length - 1 }, (_, column) => sum(this.data.levels[link], edges[column], edges[column + 1]));
  }

  levels(link: number, from: number, to: number, visit: (level: number, from: number, to: number) => void): void {
    for (let at = from; at < to; at++) visit(this.data.levels[link][at], at, at + 1);
  }

  changes(block: number, from: number, to: number): number {
    let intervals = 0;
    this.intervals(block, from, to, () => intervals++);
    return intervals;
  }

  sent(link: number, from: number, to: number): number {
    return sum(this.data.sent[link], from, to);
  }

  source(cycle: number): SourceCycle {
    return { cycle, copies: 0 };
  }
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let cycle = from; cycle < to; cycle++) total += values[cycle];
  return total;
}
