import type { Machine } from "./machine.ts";

// Not exported, since V8 folds a module's own constants but not its exports.
/** Numbers per queue entry: first visible cycle, messages, stride of word 0, four words, one unused. */
const entryNumbers = 8;
/** Numbers per record of freed slots: first cycle in which the sender sees one, how many (one a cycle). */
const freeNumbers = 2;

/**
 * The queues of all links. An entry is a run: n >= 1 messages, the i-th visible i cycles after the first.
 * A popped message holds its slot until the sender may see it free: those slots wait in the freed-slot records.
 * Per link, both rings have `capacity` places; entries + unfreed records never need more, since each holds a slot.
 */
export class LinkQueues {
  readonly sender: Int32Array;
  readonly receiver: Int32Array;
  readonly latency: Float64Array;
  readonly capacity: Int32Array;
  /** Place of a link's ring in `entries` (times {@link entryNumbers}) and `frees` (times {@link freeNumbers}). */
  readonly ring: Int32Array;
  readonly entries: Float64Array;
  readonly head: Int32Array;
  readonly length: Int32Array;
  /** Slots that the sender does not know to be free. */
  readonly used: Int32Array;
  readonly frees: Float64Array;
  readonly freeHead: Int32Array;
  readonly freeLength: Int32Array;
  /** 1 when the sender waits for the next freed slot. */
  readonly waiting: Int32Array;

  constructor(machine: Machine) {
    const links = machine.links;
    this.sender = Int32Array.from(links, (link) => link.sender);
    this.receiver = Int32Array.from(links, (link) => link.receiver);
    this.latency = Float64Array.from(links, (link) => link.latencyCycles);
    this.capacity = Int32Array.from(links, (link) => link.capacity);
    this.ring = new Int32Array(links.length);
    let places = 0;
    for (const [index, link] of links.entries()) {
      this.ring[index] = places;
      places += link.capacity;
    }
    this.entries = new Float64Array(places * entryNumbers);
    this.frees = new Float64Array(places * freeNumbers);
    this.head = new Int32Array(links.length);
    this.length = new Int32Array(links.length);
    this.used = new Int32Array(links.length);
    this.freeHead = new Int32Array(links.length);
    this.freeLength = new Int32Array(links.length);
    this.waiting = new Int32Array(links.length);
  }

  /** Offset in `entries` of the `index`-th entry from the head. */
  entry(link: number, index: number): number {
    let place = this.head[link]! + index;
    if (place >= this.capacity[link]!) place -= this.capacity[link]!;
    return (this.ring[link]! + place) * entryNumbers;
  }

  /** Offset in `frees` of the `index`-th record from the oldest. */
  free(link: number, index: number): number {
    let place = this.freeHead[link]! + index;
    if (place >= this.capacity[link]!) place -= this.capacity[link]!;
    return (this.ring[link]! + place) * freeNumbers;
  }

  /** Slots the sender may know to be free in cycle `now`; settles the records of those that were freed by then. */
  room(link: number, now: number): number {
    if (this.freeLength[link]! > 0) this.settle(link, now);
    return this.capacity[link]! - this.used[link]!;
  }

  private settle(link: number, now: number): void {
    while (this.freeLength[link]! > 0) {
      const at = this.free(link, 0);
      const time = this.frees[at]!;
      if (time > now) return;
      const count = this.frees[at + 1]!;
      const freed = Math.min(count, now - time + 1);
      this.used[link]! -= freed;
      if (freed < count) {
        this.frees[at] = time + freed;
        this.frees[at + 1] = count - freed;
        return;
      }
      const next = this.freeHead[link]! + 1;
      this.freeHead[link] = next === this.capacity[link]! ? 0 : next;
      this.freeLength[link]!--;
    }
  }

  /** Takes `count` messages off the head run, which has at least as many. */
  drop(link: number, count: number): void {
    const at = this.entry(link, 0);
    const left = this.entries[at + 1]! - count;
    if (left > 0) {
      this.entries[at]! += count;
      this.entries[at + 1] = left;
      this.entries[at + 3]! += this.entries[at + 2]! * count;
      return;
    }
    const next = this.head[link]! + 1;
    this.head[link] = next === this.capacity[link]! ? 0 : next;
    this.length[link]!--;
  }

  /**
   * Notes that slots become free for the sender in cycles `from`, `from + 1`, … (`count` of them).
   * Returns false when that is before the last slot freed already: records are settled in order.
   */
  release(link: number, from: number, count: number): boolean {
    const records = this.freeLength[link]!;
    if (records > 0) {
      const last = this.free(link, records - 1);
      const end = this.frees[last]! + this.frees[last + 1]!;
      if (end === from) {
        this.frees[last + 1]! += count;
        return true;
      }
      if (from < end - 1) return false;
    }
    const at = this.free(link, records);
    this.frees[at] = from;
    this.frees[at + 1] = count;
    this.freeLength[link] = records + 1;
    return true;
  }
}
