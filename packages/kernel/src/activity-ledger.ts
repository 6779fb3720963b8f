import type { Machine } from "./machine.ts";

/** Which activity every block is in, since when, and the cycles spent in each before. */
export class ActivityLedger {
  /** Number of a block's first activity among all; one more entry than blocks. */
  readonly base: Int32Array;
  /** Current activity of each block, numbered among all. */
  readonly current: Int32Array;
  /** Cycle in which the current activity began. */
  readonly since: Float64Array;
  /** Closed cycles of every activity. */
  readonly cycles: Float64Array;
  private readonly machine: Machine;

  constructor(machine: Machine) {
    const blocks = machine.blocks;
    this.machine = machine;
    this.base = new Int32Array(blocks.length + 1);
    for (const [index, block] of blocks.entries()) {
      this.base[index + 1] = this.base[index]! + Object.keys(block.kind.shape.declaration.activities).length;
    }
    this.current = this.base.slice(0, blocks.length);
    this.since = new Float64Array(blocks.length);
    this.cycles = new Float64Array(this.base[blocks.length]!);
  }

  /** Cycles before `now` that a block has spent in an activity. */
  spent(block: number, activity: number, now: number): number {
    const index = this.base[block]! + activity;
    return this.cycles[index]! + (this.current[block] === index ? now - this.since[block]! : 0);
  }

  /** The invariant of every run. @throws Error when a block's activities do not add up to `now` cycles. */
  check(now: number): void {
    for (let block = 0; block < this.current.length; block++) {
      let total = now - this.since[block]!;
      for (let index = this.base[block]!; index < this.base[block + 1]!; index++) total += this.cycles[index]!;
      if (total !== now) throw new Error(`${this.machine.blocks[block]!.name}: activities add up to ${total} of ${now} cycles`);
    }
  }
}
