import { EventHeap } from "./event-heap.ts";

/**
 * Pending wakes: for each of the next `slots` cycles a set of blocks (one bit each), and a heap for later cycles.
 * A block that is asked for twice in a cycle is woken once, and the order within a cycle is that of the blocks.
 */
export class TimingWheel {
  /** Cycles the wheel spans; a power of two. */
  static readonly slots = 256;
  static readonly mask = TimingWheel.slots - 1;
  /** 32-bit words per slot. */
  readonly words: number;
  readonly bits: Int32Array;
  /** One bit per slot: is any block in it. */
  readonly occupied = new Int32Array(TimingWheel.slots / 32);
  readonly far = new EventHeap();

  constructor(blocks: number) {
    this.words = Math.max(1, Math.ceil(blocks / 32));
    this.bits = new Int32Array(TimingWheel.slots * this.words);
  }

  /** Wakes `block` in cycle `at`, which is not before `now`, the cycle the wheel stands at. */
  schedule(block: number, at: number, now: number): void {
    if (at - now >= TimingWheel.slots) {
      this.far.push(at, block);
      return;
    }
    const slot = at & TimingWheel.mask;
    this.bits[slot * this.words + (block >>> 5)]! |= 1 << (block & 31);
    this.occupied[slot >>> 5]! |= 1 << (slot & 31);
  }

  /** The first cycle from `now` on in which a block is to be woken; Infinity when none is. */
  next(now: number): number {
    const far = this.far;
    if (far.length > 0 && far.firstTime() - now < TimingWheel.slots) this.pullFar(now);
    const start = now & TimingWheel.mask;
    let word = start >>> 5;
    let set = this.occupied[word]! & (-1 << (start & 31));
    for (let step = 0; set === 0; step++) {
      if (step === this.occupied.length) return far.length > 0 ? far.firstTime() : Infinity;
      word = (word + 1) & (this.occupied.length - 1);
      set = this.occupied[word]!;
    }
    const slot = (word << 5) + 31 - Math.clz32(set & -set);
    return now + ((slot - start) & TimingWheel.mask);
  }

  /** Moves far events that are now within the wheel's span into it. */
  pullFar(now: number): void {
    const far = this.far;
    while (far.length > 0 && far.firstTime() - now < TimingWheel.slots) {
      const at = far.firstTime();
      this.schedule(far.pop(), at, now);
    }
  }

  /** All pending wakes as (cycle, block) pairs, sorted and each once, appended to `out`; returns the number of pairs. */
  list(now: number, out: number[]): number {
    const before = out.length;
    this.pullFar(now);
    for (let distance = 0; distance < TimingWheel.slots; distance++) {
      const offset = ((now + distance) & TimingWheel.mask) * this.words;
      for (let word = 0; word < this.words; word++) {
        for (let set = this.bits[offset + word]!; set !== 0; set &= set - 1) {
          out.push(now + distance, (word << 5) + 31 - Math.clz32(set & -set));
        }
      }
    }
    this.far.list(out);
    return (out.length - before) / 2;
  }

  /** Forgets everything. */
  clear(): void {
    this.bits.fill(0);
    this.occupied.fill(0);
    this.far.clear();
  }
}
