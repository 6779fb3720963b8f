import { EventHeap } from "./event-heap.ts";
import type { GrowingNumbers } from "./fast-forward/growing-numbers.ts";
import type { Machine } from "./machine.ts";

/** Cycles the wheel spans; a power of two. (Not exported: V8 folds a module's own constants, not its exports.) */
const slots = 256;
const mask = slots - 1;
/** Numbers per record: following record, slot it waits in (-1: none), kind and number of its block in one, base of its block. */
const recordNumbers = 4;
const blockBits = 20;
const blockMask = (1 << blockBits) - 1;

/**
 * Pending wakes. What can ask for a wake of a block is a *node*: its timer, the head of an in-link, the room of an
 * out-link. A node is in at most one list, that of its cycle's slot; a second wake of the same node and wakes beyond the
 * wheel's span are kept in a heap. The order within a cycle means nothing.
 *
 * Nodes 0 … blocks - 1 are the timers; the next `blocks` nodes carry events of the heap into the current slot; then come
 * two per link: arrival and room.
 */
export class TimingWheel {
  /** Cycles the wheel spans. */
  static readonly slots = slots;
  /** For who walks through a slot. */
  static readonly layout = { slots, blockBits, blockMask } as const;
  /**
   * First the head of each slot's list, then the records of the nodes. Lists are linked by the places of records in this
   * array; 0 ends a list.
   */
  readonly records: Int32Array;
  readonly far = new EventHeap();
  private readonly blocks: number;

  constructor(machine: Machine) {
    const blocks = machine.blocks.length;
    const owners = machine.links.flatMap(({ receiver, sender }) => [receiver, sender]);
    if (blocks > blockMask) throw new Error(`${blocks} blocks, at most ${blockMask} fit a machine`);
    this.blocks = blocks;
    this.records = new Int32Array(slots + (2 * blocks + owners.length) * recordNumbers);
    for (let node = 0; node < 2 * blocks + owners.length; node++) {
      const record = slots + node * recordNumbers;
      const block = node < 2 * blocks ? node % blocks : owners[node - 2 * blocks]!;
      this.records[record + 1] = -1;
      const { kind, base } = machine.blocks[block]!;
      this.records[record + 2] = (machine.kinds.indexOf(kind) << blockBits) | block;
      this.records[record + 3] = base;
    }
  }

  /** Wakes the node's block in cycle `at`; false when that is not after `now`, the current cycle. */
  schedule(node: number, at: number, now: number): boolean {
    const records = this.records;
    const record = slots + node * recordNumbers;
    const distance = at - now;
    if (!(distance > 0 && distance < slots) || records[record + 1]! >= 0) return this.scheduleFar(record, at, now);
    const slot = at & mask;
    records[record] = records[slot]!;
    records[record + 1] = slot;
    records[slot] = record;
    return true;
  }

  /** The first cycle from `now` on whose slot is not empty; -1 when all are. The heap is not looked at. */
  near(now: number): number {
    const records = this.records;
    let distance = 0;
    while (records[(now + distance) & mask] === 0) {
      distance++;
      if (distance === slots) return -1;
    }
    return now + distance;
  }

  /** Moves the heap's events of cycle `now` into its slot. */
  pullDue(now: number): void {
    while (this.far.length > 0 && this.far.firstTime() === now) this.wakeNow(this.far.pop(), now);
  }

  /** Wakes a block in the current cycle, whose slot has not been run yet. */
  wakeNow(block: number, now: number): void {
    const record = slots + (this.blocks + block) * recordNumbers;
    if (this.records[record + 1]! >= 0) return;
    const slot = now & mask;
    this.records[record] = this.records[slot]!;
    this.records[record + 1] = slot;
    this.records[slot] = record;
  }

  /** Forgets all pending wakes. */
  clear(): void {
    const records = this.records;
    records.fill(0, 0, slots);
    for (let record = slots; record < records.length; record += recordNumbers) records[record + 1] = -1;
    this.far.clear();
  }

  /** Wakes a block in cycle `at` >= now; the slot of the current cycle has not been run yet. */
  wake(block: number, at: number, now: number): void {
    if (at === now) this.wakeNow(block, now);
    else this.schedule(block, at, now);
  }

  /** Appends all pending wakes to `out` as (cycle, block) pairs, in ascending order, each once. */
  list(now: number, out: GrowingNumbers): void {
    const records = this.records;
    const start = out.length;
    for (let distance = 0; distance < slots; distance++) {
      for (let record = records[(now + distance) & mask]!; record !== 0; record = records[record]!) {
        insertPair(out, start, now + distance, records[record + 2]! & blockMask);
      }
    }
    const far = this.far.list();
    for (let index = 0; index < far.length; index += 2) insertPair(out, start, far[index]!, far[index + 1]!);
  }

  /** Moves every pending wake `by` cycles on. */
  shift(by: number): void {
    const records = this.records;
    const heads = records.slice(0, slots);
    for (let slot = 0; slot < slots; slot++) {
      const target = (slot + by) & mask;
      records[target] = heads[slot]!;
      for (let record = heads[slot]!; record !== 0; record = records[record]!) records[record + 1] = target;
    }
    this.far.shift(by);
  }

  private scheduleFar(record: number, at: number, now: number): boolean {
    if (!(at > now && at < Infinity)) return false;
    const isPending = at - now < slots && this.records[record + 1] === (at & mask);
    if (!isPending) this.far.push(at, this.records[record + 2]! & blockMask);
    return true;
  }
}

/** Inserts a pair into the ascending pairs of `out` from `start` on, if it is not among them. They come nearly in order. */
function insertPair(out: GrowingNumbers, start: number, cycle: number, block: number): void {
  let place = out.length;
  while (place > start && isAfter(out.numbers, place - 2, cycle, block)) place -= 2;
  if (place > start && out.numbers[place - 2] === cycle && out.numbers[place - 1] === block) return;
  out.push(0);
  out.push(0);
  out.numbers.copyWithin(place + 2, place, out.length - 2);
  out.numbers[place] = cycle;
  out.numbers[place + 1] = block;
}

function isAfter(pairs: Float64Array, at: number, cycle: number, block: number): boolean {
  return pairs[at]! > cycle || (pairs[at] === cycle && pairs[at + 1]! > block);
}
