import type { Machine } from "./machine.ts";

// Constants of this file are not exported, since V8 folds a module's own constants but not its exports.

/** Numbers per link in `records`, a power of two, and what they are. */
const linkNumbers = 16;
/** Places in `entries`: head entry, where the next entry goes, first and end of the link's ring. */
const head = 0;
const tail = 1;
const first = 2;
const end = 3;
/** Entries in the queue. */
const length = 4;
/** Slots that the sender does not know to be free; slots in all. */
const used = 5;
const capacity = 6;
/** Places in `frees` of the oldest record and of the ring's first; records there are. */
const freeHead = 7;
const freeFirst = 8;
const freeLength = 9;
/** 1 when the sender waits for the next freed slot. */
const waiting = 10;
const sender = 11;
const receiver = 12;
const latency = 13;

/** Numbers per queue entry: first visible cycle, messages, stride of word 0, four words, one unused. */
const entryNumbers = 8;
/** Numbers per record of freed slots: first cycle in which the sender sees one, how many (one a cycle). */
const freeNumbers = 2;

/**
 * The queues of all links. An entry is a run: n >= 1 messages, the i-th visible i cycles after the first.
 * A popped message holds its slot until the sender may see it free: those slots wait in the freed-slot records.
 * Per link, entries have a ring of `capacity` places: a message that is not popped holds one of the slots. Freed-slot
 * records have twice as many, since a run may be sent into slots that only become free while it is sent.
 */
export class LinkQueues {
  readonly records: Int32Array;
  readonly entries: Float64Array;
  readonly frees: Float64Array;
  /** Per link the cycle of the last pop, and how many messages were taken in it. */
  readonly pops: Float64Array;
  /** Per block how many of its in-links have an entry. */
  readonly filled: Int32Array;

  constructor(machine: Machine) {
    const links = machine.links;
    this.records = new Int32Array(links.length * linkNumbers);
    let places = 0;
    for (const [link, { sender: from, receiver: to, latencyCycles, capacity: fits }] of links.entries()) {
      const at = link * linkNumbers;
      this.records[at + head] = this.records[at + tail] = this.records[at + first] = places * entryNumbers;
      this.records[at + freeHead] = this.records[at + freeFirst] = 2 * places * freeNumbers;
      places += fits;
      this.records[at + end] = places * entryNumbers;
      this.records[at + capacity] = fits;
      this.records[at + sender] = from;
      this.records[at + receiver] = to;
      this.records[at + latency] = latencyCycles;
    }
    this.entries = new Float64Array(places * entryNumbers);
    this.frees = new Float64Array(2 * places * freeNumbers);
    this.pops = new Float64Array(links.length * 2).fill(-1);
    this.filled = new Int32Array(machine.blocks.length);
  }

  isSender(link: number, block: number): boolean {
    return this.records[link * linkNumbers + sender] === block;
  }

  isReceiver(link: number, block: number): boolean {
    return this.records[link * linkNumbers + receiver] === block;
  }

  /** Entries in a queue. */
  length(link: number): number {
    return this.records[link * linkNumbers + length]!;
  }

  /** Records of freed slots that the sender does not know yet, as far as they are not settled. */
  freeLength(link: number): number {
    return this.records[link * linkNumbers + freeLength]!;
  }

  isAwaited(link: number): boolean {
    return this.records[link * linkNumbers + waiting] === 1;
  }

  setAwaited(link: number, isAwaited: boolean): void {
    this.records[link * linkNumbers + waiting] = isAwaited ? 1 : 0;
  }

  /** Place in `entries` of the head entry if its first message is visible in cycle `now`, else -1. */
  visible(link: number, now: number): number {
    const at = link * linkNumbers;
    if (this.records[at + length] === 0) return -1;
    const place = this.records[at + head]!;
    return this.entries[place]! <= now ? place : -1;
  }

  /** Place in `entries` of the `index`-th entry from the head. */
  entry(link: number, index: number): number {
    const at = link * linkNumbers;
    const place = this.records[at + head]! + index * entryNumbers;
    return place >= this.records[at + end]! ? place - this.records[at + capacity]! * entryNumbers : place;
  }

  /** Place in `frees` of the `index`-th record from the oldest. */
  free(link: number, index: number): number {
    const at = link * linkNumbers;
    const size = 2 * this.records[at + capacity]! * freeNumbers;
    const place = this.records[at + freeHead]! + index * freeNumbers;
    return place >= this.records[at + freeFirst]! + size ? place - size : place;
  }

  /**
   * Slots the sender may know to be free in cycle `now`; settles the records of those that were freed by then.
   * Below 0 in the middle of a run that is sent into slots that become free meanwhile.
   */
  room(link: number, now: number): number {
    const at = link * linkNumbers;
    if (this.records[at + freeLength]! > 0) this.settle(link, now);
    return this.records[at + capacity]! - this.records[at + used]!;
  }

  /**
   * How many messages may be sent one a cycle from cycle `now` on: into free slots, and into slots that the sender may
   * know to become free in time, those popped before this cycle.
   */
  sendable(link: number, now: number): number {
    const room = this.room(link, now);
    const records = this.records[link * linkNumbers + freeLength]!;
    if (room <= 0 || records === 0) return Math.max(0, room);
    // Taken one a cycle by a receiver in the middle of a run, so the i-th of them is free at now + i.
    let known = this.pops[2 * link] === now ? -this.pops[2 * link + 1]! : 0;
    for (let index = 0; index < records; index++) known += this.frees[this.free(link, index) + 1]!;
    return room + known;
  }

  /**
   * Appends an entry of n messages sent in cycle `sent`, without its words. Returns its place in `entries`, or -1 when
   * its first message would overtake the last one.
   */
  append(link: number, sent: number, n: number, stride: number): number {
    const { records, entries } = this;
    const at = link * linkNumbers;
    const visibleAt = sent + records[at + latency]!;
    const entriesThere = records[at + length]!;
    if (entriesThere > 0) {
      const last = this.entry(link, entriesThere - 1);
      if (entries[last]! + entries[last + 1]! - 1 > visibleAt) return -1;
    }
    return this.appendVisible(link, visibleAt, n, stride);
  }

  /** Appends an entry of n messages, the first visible in cycle `visibleAt`, without its words; returns its place in `entries`. */
  appendVisible(link: number, visibleAt: number, n: number, stride: number): number {
    const { records, entries } = this;
    const at = link * linkNumbers;
    const place = records[at + tail]!;
    const next = place + entryNumbers;
    records[at + tail] = next === records[at + end]! ? records[at + first]! : next;
    if (records[at + length]!++ === 0) this.filled[records[at + receiver]!]!++;
    records[at + used]! += n;
    entries[place] = visibleAt;
    entries[place + 1] = n;
    entries[place + 2] = stride;
    return place;
  }

  /** Empties a link, as if all had been taken long ago. */
  clear(link: number): void {
    const { records } = this;
    const at = link * linkNumbers;
    if (records[at + length]! > 0) this.filled[records[at + receiver]!]!--;
    records[at + head] = records[at + tail] = records[at + first]!;
    records[at + freeHead] = records[at + freeFirst]!;
    records[at + length] = records[at + used] = records[at + freeLength] = records[at + waiting] = 0;
  }

  /** Appends a record of n slots that the sender sees free from cycle `from` on, one a cycle. */
  appendFree(link: number, from: number, n: number): void {
    const at = link * linkNumbers;
    const records = this.records[at + freeLength]!;
    const place = this.free(link, records);
    this.frees[place] = from;
    this.frees[place + 1] = n;
    this.records[at + freeLength] = records + 1;
    this.records[at + used]! += n;
  }

  /** Takes n messages off the head run, which has at least as many. */
  drop(link: number, n: number): void {
    const { records, entries } = this;
    const at = link * linkNumbers;
    const place = records[at + head]!;
    const left = entries[place + 1]! - n;
    if (left > 0) {
      entries[place]! += n;
      entries[place + 1] = left;
      entries[place + 3]! += entries[place + 2]! * n;
      return;
    }
    const next = place + entryNumbers;
    records[at + head] = next === records[at + end]! ? records[at + first]! : next;
    if (--records[at + length]! === 0) this.filled[records[at + receiver]!]!--;
  }

  /**
   * Notes that n messages were taken in cycles `now`, `now + 1`, …; the sender sees each slot free a cycle later.
   * Returns false when that is before the last one that was taken: records are settled in order.
   */
  release(link: number, now: number, n: number): boolean {
    const { frees, pops } = this;
    const from = now + 1;
    pops[2 * link + 1] = pops[2 * link] === now ? pops[2 * link + 1]! + n : n;
    pops[2 * link] = now;
    const at = link * linkNumbers;
    const records = this.records[at + freeLength]!;
    if (records > 0) {
      const last = this.free(link, records - 1);
      const after = frees[last]! + frees[last + 1]!;
      if (after === from) {
        frees[last + 1]! += n;
        return true;
      }
      if (from < after - 1) return false;
    }
    const place = this.free(link, records);
    frees[place] = from;
    frees[place + 1] = n;
    this.records[at + freeLength] = records + 1;
    return true;
  }

  private settle(link: number, now: number): void {
    const { records, frees } = this;
    const at = link * linkNumbers;
    while (records[at + freeLength]! > 0) {
      const place = records[at + freeHead]!;
      const time = frees[place]!;
      if (time > now) return;
      const count = frees[place + 1]!;
      const freed = Math.min(count, now - time + 1);
      records[at + used]! -= freed;
      if (freed < count) {
        frees[place] = time + freed;
        frees[place + 1] = count - freed;
        return;
      }
      records[at + freeHead] = this.free(link, 1);
      records[at + freeLength]!--;
    }
  }
}
