import type { Kernel } from "@lnsim/kernel";
import { engineAt } from "./engine-state.ts";
import { dramShape } from "./state.ts";

const { slot, counter } = dramShape;
const at = engineAt;
const firstCounter = counter["readBursts.fprop"];
const counters = counter.refreshes + 1 - firstCounter;
/** Slots that decide what a channel with closed pages does: from here to those of its banks' `ready`. */
const firstSlot = slot.isAwake;

/**
 * Most transfers lie alike in all channels, which then do the same in the same cycle. What one of them does to catch up is
 * recorded; another one in the same state, with requests that lie alike in both, takes over what came of it.
 *
 * The record is a cache of a pure function of the slots that are compared: it never changes what happens. For closed pages, and
 * a round of the channels that is a power of two.
 */
export class TwinChannels {
  private readonly compared: number;
  private readonly interleaveBytes: number;
  /** Bytes after which the first channel's turn comes again; 0 where nothing is recorded. */
  private readonly roundBytes: number;
  private readonly before: Float64Array;
  private readonly after: Float64Array;
  private readonly counted = new Float64Array(counters);
  /** Activity and cycle of every change on the way. */
  private changes = new Float64Array(64);
  private changed = 0;
  private isRecording = false;
  /** The channel that was recorded, and the cycles in and up to which it caught up. */
  private channel = -1;
  private now = -1;
  private until = -1;
  /** Channels that lie alike for all its requests: so many neighbours at a time; 0: none. */
  private neighbours = 0;

  constructor({ channels, banks, interleaveBytes, page }: { readonly channels: number; readonly banks: number; readonly interleaveBytes: number; readonly page: "open" | "closed" }) {
    const round = channels * interleaveBytes;
    this.roundBytes = page === "closed" && channels > 1 && round < 2 ** 31 && (round & (round - 1)) === 0 ? round : 0;
    this.interleaveBytes = interleaveBytes;
    this.compared = slot.ready0 + banks - firstSlot;
    this.before = new Float64Array(this.compared);
    this.after = new Float64Array(this.compared);
  }

  /** Does for a channel what a twin did, as it caught up to cycle `until`; false when there is none. */
  follow(kernel: Kernel, block: number, base: number, until: number): boolean {
    const { state } = kernel;
    if (kernel.now !== this.now || until !== this.until || !this.liesAlike(state[base + slot.channel]!)) return false;
    const { before, compared, changes } = this;
    const first = base + firstSlot;
    for (let index = 0; index < compared; index++) if (state[first + index] !== before[index]) return false;
    state.set(this.after, first);
    for (let index = 0; index < counters; index++) state[base + firstCounter + index]! += this.counted[index]!;
    for (let index = 0; index < this.changed; index += 2) kernel.setActivityFrom(block, changes[index]!, changes[index + 1]!);
    return true;
  }

  /** A channel is about to catch up to cycle `until`. */
  begin({ state, now }: Kernel, base: number, until: number): void {
    if (this.roundBytes === 0) return;
    this.now = now;
    this.until = until;
    this.channel = state[base + slot.channel]!;
    this.neighbours = this.neighboursAlike(state, base);
    if (this.neighbours === 0) return;
    this.isRecording = true;
    this.changed = 0;
    const first = base + firstSlot;
    for (let index = 0; index < this.compared; index++) this.before[index] = state[first + index]!;
    for (let index = 0; index < counters; index++) this.counted[index] = state[base + firstCounter + index]!;
  }

  /** The channel has been in this activity since `cycle`. */
  change(activity: number, cycle: number): void {
    if (!this.isRecording) return;
    if (this.changed === this.changes.length) {
      const larger = new Float64Array(this.changes.length * 2);
      larger.set(this.changes);
      this.changes = larger;
    }
    this.changes[this.changed] = activity;
    this.changes[this.changed + 1] = cycle;
    this.changed += 2;
  }

  /** The channel has caught up. */
  end({ state }: Kernel, base: number): void {
    if (!this.isRecording) return;
    this.isRecording = false;
    const first = base + firstSlot;
    for (let index = 0; index < this.compared; index++) this.after[index] = state[first + index]!;
    for (let index = 0; index < counters; index++) this.counted[index] = state[base + firstCounter + index]! - this.counted[index]!;
  }

  private liesAlike(channel: number): boolean {
    const { neighbours } = this;
    return neighbours > 0 && Math.floor(channel / neighbours) === Math.floor(this.channel / neighbours);
  }

  /** Every boundary of a segment is a multiple of the largest power of two that divides all of a request; it falls between groups of so many channels. */
  private neighboursAlike(state: Float64Array, base: number): number {
    let bits = this.roundBytes;
    for (let engine = 0; engine < 2; engine++) {
      const first = base + (engine === 0 ? slot["load.waiting"] : slot["store.waiting"]);
      for (let request = 0; request < state[first]!; request++) bits |= this.bitsOf(state, first + request);
    }
    return Math.floor((bits & -bits) / this.interleaveBytes);
  }

  /** Only the bits below those of a round count, so that it does not matter that the others are cut off. */
  private bitsOf(state: Float64Array, request: number): number {
    return state[request + at.base0]! | state[request + at.segment0]! | state[request + at.stride0]! | Math.floor(state[request + at.bytesAndPass0]! / 8);
  }
}
