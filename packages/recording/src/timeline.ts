import type { TimelineLayout } from "./layout.ts";

/** The same activity of a block, from one change to the next. */
export interface Interval {
  readonly activity: number;
  /** The first cycle of it, and the first after it; the last one of a timeline that is not over ends where the timeline ends. */
  readonly from: number;
  readonly to: number;
}

/** Actions counted at once. */
export interface CountEvent {
  readonly cycle: number;
  readonly counter: number;
  readonly n: number;
}

/** Cycles that were skipped at once: so many periods of the same, each a copy of as many cycles from `source` on. */
export interface SkippedStretch {
  readonly from: number;
  readonly to: number;
  readonly source: number;
  readonly periods: number;
}

/** Where a cycle was really simulated: what was skipped is a copy of something before it. */
export interface SourceCycle {
  readonly cycle: number;
  /** How many copies lie between: 0 for a cycle that was simulated. */
  readonly copies: number;
  /** The stretch that the cycle was skipped with, of whose source a part may be copies too; absent for one that was simulated. */
  readonly stretch?: SkippedStretch;
}

/**
 * What the blocks and links of a machine did, from cycle 0 on: every change, to the cycle, whatever was skipped. All windows are
 * half open: `from` <= cycle < `to`, and inside [0, cycles). Blocks, activities, counters and links are indices into the layout.
 * Nothing here is sampled: sums over a window are exact at any width.
 */
export interface Timeline {
  readonly layout: TimelineLayout;
  /** Cycles that are known. While a recording grows, blocks that report late may still change what they did in the last of them. */
  readonly cycles: number;
  /** What a block does in a cycle, and from when to when. */
  intervalAt(block: number, cycle: number): Interval;
  /** Visits what a block does in a window, in order; the first and the last are cut at its ends. */
  intervals(block: number, from: number, to: number, visit: (activity: number, from: number, to: number) => void): void;
  /**
   * Cycles that blocks spend in each activity between neighbouring edges (ascending): for block `blocks[i]`, column c, activity a at
   * `[i][c * activities + a]`.
   */
  spent(blocks: readonly number[], edges: Float64Array): readonly Float64Array[];
  /** Actions that a block counts in a window, by counter. */
  counted(block: number, from: number, to: number): Float64Array;
  /** Visits what a block counts in a window, in order of cycles. */
  counts(block: number, from: number, to: number, visit: (cycle: number, counter: number, n: number) => void): void;
  /** What a block counted last in cycles up to and with this one; null: nothing yet. */
  lastCount(block: number, cycle: number): CountEvent | null;
  /** How often a block noted something in a window, by note. */
  noted(block: number, from: number, to: number): Float64Array;
  /** Messages on a link at the end of a cycle, those in flight included. */
  level(link: number, cycle: number): number;
  /** Sum over the cycles of each column of the messages on a link: `edges.length - 1` numbers. */
  occupied(link: number, edges: Float64Array): Float64Array;
  /** Visits the levels of a link in a window, in order: so many messages at the end of each of the cycles `from` <= cycle < `to`. */
  levels(link: number, from: number, to: number, visit: (level: number, from: number, to: number) => void): void;
  /** How often a block changes its activity in a window, changes of no duration included: about its intervals. */
  changes(block: number, from: number, to: number): number;
  /** Messages sent on a link in a window. */
  sent(link: number, from: number, to: number): number;
  /** Where a cycle was simulated. */
  source(cycle: number): SourceCycle;
}
