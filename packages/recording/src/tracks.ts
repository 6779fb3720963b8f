import type { TimelineLayout } from "./layout.ts";

/**
 * Numbers of a timeline's tracks, and where a keyframe has what. A track is a sequence of events of one kind: changes of a block's
 * activity, what a block counts and notes, what is sent on a link, what is taken from it; in this order. A slot of a block is one of
 * its counters or, behind them, one of its notes.
 */
export class Tracks {
  readonly layout: TimelineLayout;
  readonly blocks: number;
  readonly links: number;
  readonly count: number;
  /** Number of a block's first activity among all; one more entry than blocks. */
  readonly activityBase: Int32Array;
  /** Number of a block's first slot among all; one more entry than blocks. */
  readonly slotBase: Int32Array;
  /** In a keyframe: events of each track. */
  readonly eventsAt = 0;
  /** Cycle of the last event of each track; 0: none. */
  readonly lastAt: number;
  /** Current activity of each block. */
  readonly currentAt: number;
  /** Cycles in each activity, the current one up to the keyframe. */
  readonly cyclesAt: number;
  /** Sum of each slot. */
  readonly slotsAt: number;
  /** Messages of each track of a link. */
  readonly messagesAt: number;
  /** Messages on each link, summed over cycles. */
  readonly occupiedAt: number;
  /** Numbers in a keyframe. */
  readonly size: number;

  constructor(layout: TimelineLayout) {
    this.layout = layout;
    this.blocks = layout.blocks.length;
    this.links = layout.links.length;
    this.count = 2 * (this.blocks + this.links);
    this.activityBase = bases(layout.blocks.map((block) => block.activities.length));
    this.slotBase = bases(layout.blocks.map((block) => block.counters.length + block.notes.length));
    this.lastAt = this.count;
    this.currentAt = this.lastAt + this.count;
    this.cyclesAt = this.currentAt + this.blocks;
    this.slotsAt = this.cyclesAt + this.activityBase[this.blocks]!;
    this.messagesAt = this.slotsAt + this.slotBase[this.blocks]!;
    this.occupiedAt = this.messagesAt + 2 * this.links;
    this.size = this.occupiedAt + this.links;
  }

  /** What a block counts and notes. */
  slots(block: number): number {
    return this.blocks + block;
  }

  sends(link: number): number {
    return 2 * this.blocks + link;
  }

  pops(link: number): number {
    return 2 * this.blocks + this.links + link;
  }

  /** Values below this are possible on a track of a block. */
  values(track: number): number {
    const isActivity = track < this.blocks;
    const base = isActivity ? this.activityBase : this.slotBase;
    const block = isActivity ? track : track - this.blocks;
    return base[block + 1]! - base[block]!;
  }
}

function bases(sizes: readonly number[]): Int32Array {
  const result = new Int32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) result[index + 1] = result[index]! + size;
  return result;
}
