import { ActivityCycles } from "./activity-cycles.ts";
import { corruptError } from "./file/recording-error.ts";
import type { History } from "./history.ts";
import { shiftOf } from "./history.ts";
import type { TimelineLayout } from "./layout.ts";
import { visitLevels } from "./link-levels.ts";
import { levelBefore, messagesBefore, occupiedBefore } from "./message-sums.ts";
import { addSlots } from "./slot-sums.ts";
import type { CountEvent, Interval, SourceCycle, Timeline } from "./timeline.ts";

/** A timeline over a history, which may grow: `settle` is called before every query. */
export class RecordedTimeline implements Timeline {
  readonly layout: TimelineLayout;
  /** Outside this class, only after {@link settle}. */
  readonly history: History;
  readonly activityCycles: ActivityCycles;
  private readonly grow: () => void;

  constructor(history: History, grow: () => void) {
    this.layout = history.tracks.layout;
    this.history = history;
    this.activityCycles = new ActivityCycles(history);
    this.grow = grow;
  }

  get cycles(): number {
    this.grow();
    return this.history.cycles;
  }

  intervalAt(block: number, cycle: number): Interval {
    const { history } = this;
    this.check(cycle, cycle + 1);
    const next = history.after(block, cycle);
    const { activity, from } = this.since(block, next);
    let to = this.history.cycles;
    const events = history.pieces.at(-1)!.end[block]!;
    for (let event = next; event < events; ) {
      history.seek(block, event);
      const at = history.cycle;
      const last = history.after(block, at) - 1;
      if (last < event) throw disorder();
      history.seek(block, last);
      if (history.value !== activity) {
        to = at;
        break;
      }
      event = last + 1;
    }
    return { activity, from, to };
  }

  intervals(block: number, from: number, to: number, visit: (activity: number, from: number, to: number) => void): void {
    const { history } = this;
    this.check(from, to);
    if (from === to) return;
    const first = history.after(block, from);
    let { activity } = this.since(block, first);
    let since = from;
    let until = from;
    let next = activity;
    // A change counts once time passes behind it.
    history.visit(block, { first, last: history.after(block, to - 1), shift: 0 }, (cycle, value) => {
      if (cycle > until && next !== activity) {
        if (until > since) visit(activity, since, until);
        activity = next;
        since = until;
      }
      until = cycle;
      next = value;
    });
    if (next !== activity && until < to) {
      if (until > since) visit(activity, since, until);
      activity = next;
      since = until;
    }
    visit(activity, since, to);
  }

  spent(blocks: readonly number[], edges: Float64Array): readonly Float64Array[] {
    const { activityBase } = this.history.tracks;
    this.check(edges[0]!, edges.at(-1)!);
    return blocks.map((block) => {
      const activities = activityBase[block + 1]! - activityBase[block]!;
      const result = new Float64Array(activities * (edges.length - 1));
      let before = new Float64Array(activities);
      let after = new Float64Array(activities);
      this.activityCycles.add(block, edges[0]!, before);
      for (let column = 0; column + 1 < edges.length; column++) {
        after.fill(0);
        this.activityCycles.add(block, edges[column + 1]!, after);
        for (let activity = 0; activity < activities; activity++) result[column * activities + activity] = after[activity]! - before[activity]!;
        [before, after] = [after, before];
      }
      return result;
    });
  }

  /** Cycles before `cycle` that a block spends in each activity. */
  spentBefore(block: number, cycle: number): Float64Array {
    const { activityBase } = this.history.tracks;
    this.check(0, cycle);
    const sums = new Float64Array(activityBase[block + 1]! - activityBase[block]!);
    this.activityCycles.add(block, cycle, sums);
    return sums;
  }

  counted(block: number, from: number, to: number): Float64Array {
    return this.slots(block, from, to).slice(0, this.layout.blocks[block]!.counters.length);
  }

  counts(block: number, from: number, to: number, visit: (cycle: number, counter: number, n: number) => void): void {
    const { history } = this;
    this.check(from, to);
    const track = history.tracks.slots(block);
    const counters = this.layout.blocks[block]!.counters.length;
    history.visit(track, { first: history.after(track, from - 1), last: history.after(track, to - 1), shift: 0 }, (cycle, slot, n) => {
      if (slot < counters) visit(cycle, slot, n);
    });
  }

  lastCount(block: number, cycle: number): CountEvent | null {
    const { history } = this;
    this.check(cycle, cycle + 1);
    const track = history.tracks.slots(block);
    const counters = this.layout.blocks[block]!.counters.length;
    for (let event = history.after(track, cycle) - 1; event >= 0; event--) {
      history.seek(track, event);
      if (history.value < counters) return { cycle: history.cycle, counter: history.value, n: history.n };
    }
    return null;
  }

  noted(block: number, from: number, to: number): Float64Array {
    return this.slots(block, from, to).slice(this.layout.blocks[block]!.counters.length);
  }

  level(link: number, cycle: number): number {
    this.check(cycle, cycle + 1);
    return levelBefore(this.history, link, cycle + 1);
  }

  occupied(link: number, edges: Float64Array): Float64Array {
    this.check(edges[0]!, edges.at(-1)!);
    const sums = edges.map((edge) => occupiedBefore(this.history, link, edge));
    return sums.subarray(1).map((sum, column) => sum - sums[column]!);
  }

  levels(link: number, from: number, to: number, visit: (level: number, from: number, to: number) => void): void {
    this.check(from, to);
    visitLevels(this.history, link, { from, to }, visit);
  }

  changes(block: number, from: number, to: number): number {
    this.check(from, to);
    return this.history.after(block, to - 1) - this.history.after(block, from - 1);
  }

  sent(link: number, from: number, to: number): number {
    this.check(from, to);
    const track = this.history.tracks.sends(link);
    return messagesBefore(this.history, track, to) - messagesBefore(this.history, track, from);
  }

  source(cycle: number): SourceCycle {
    this.check(cycle, cycle + 1);
    const { from, to, copies: own } = this.history.pieceAt(cycle);
    const stretch = own === null ? {} : { stretch: { from, to, source: own.source, periods: own.periods } };
    for (let copies = 0; ; copies++) {
      const piece = this.history.pieceAt(cycle);
      if (piece.copies === null) return { cycle, copies, ...stretch };
      cycle -= shiftOf(piece, piece.copies, Math.floor((cycle - piece.from) / piece.copies.periodCycles));
    }
  }

  /** Takes in what was recorded since the last query, and checks that a window is inside what is known. */
  private check(from: number, to: number): void {
    this.grow();
    const { cycles } = this.history;
    const isInside = from >= 0 && from <= to && to <= cycles;
    if (!isInside) throw new Error(`cycles ${from} to ${to} are asked for, and 0 to ${cycles} are known`);
  }

  /** What a block does behind the first `events` changes of its activity, and since when. */
  private since(block: number, events: number): { readonly activity: number; readonly from: number } {
    const { history } = this;
    if (events === 0) return { activity: 0, from: 0 };
    history.seek(block, events - 1);
    const activity = history.value;
    let from = history.cycle;
    for (let event = history.after(block, from - 1) - 1; ; event = history.after(block, from - 1) - 1) {
      if (event >= 0) history.seek(block, event);
      if (event >= 0 && history.cycle >= from) throw disorder();
      const isSame = (event < 0 ? 0 : history.value) === activity;
      if (from === 0 || !isSame) return { activity, from };
      from = event < 0 ? 0 : history.cycle;
    }
  }

  private slots(block: number, from: number, to: number): Float64Array {
    this.check(from, to);
    const { slotBase } = this.history.tracks;
    const sums = new Float64Array(slotBase[block + 1]! - slotBase[block]!);
    addSlots(this.history, block, { cycle: to - 1, sign: 1 }, sums);
    addSlots(this.history, block, { cycle: from - 1, sign: -1 }, sums);
    return sums;
  }
}

/** Only a file that was made up gets there: what was recorded is in order. */
function disorder(): Error {
  return corruptError("the recording", "events of a track are not in the order of cycles");
}
