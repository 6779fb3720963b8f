import type { Kernel } from "@lnsim/kernel";
import type { Tracks } from "./tracks.ts";

/**
 * Finds out after a cycle what was counted in it, from the counters themselves: handlers of hot blocks write them without telling
 * observers. Actions of one counter in one cycle become one.
 */
export class CounterWatch {
  private readonly kernel: Kernel;
  private readonly tracks: Tracks;
  /** Place of each block's first counter in the kernel's state. */
  private readonly places: Int32Array;
  private readonly counters: Int32Array;
  /** The blocks that count anything. */
  private readonly watched: Int32Array;
  /** Counters when they were last looked at, and when the timeline began; by slot. */
  private readonly known: Float64Array;
  private readonly initial: Float64Array;

  constructor(kernel: Kernel, tracks: Tracks) {
    this.kernel = kernel;
    this.tracks = tracks;
    this.places = Int32Array.from(kernel.machine.blocks, ({ base, kind }) => base + kind.shape.slots - (kind.shape.declaration.counters ?? []).length);
    this.counters = Int32Array.from(tracks.layout.blocks, (block) => block.counters.length);
    this.watched = Int32Array.from([...this.counters.keys()].filter((block) => this.counters[block]! > 0));
    this.known = new Float64Array(tracks.slotBase[tracks.blocks]!);
    this.refresh();
    this.initial = this.known.slice();
  }

  /** Calls `counted` for every counter that grew in a cycle that is over. */
  look(cycle: number, counted: (block: number, counter: number, n: number) => void): void {
    const { watched } = this;
    const { woken } = this.kernel;
    for (let index = 0; index < watched.length; index++) if (woken[watched[index]!] === cycle) this.lookAt(watched[index]!, counted);
  }

  /** Takes the counters as they are. */
  refresh(): void {
    for (let block = 0; block < this.counters.length; block++) {
      const slot = this.tracks.slotBase[block]!;
      for (let counter = 0; counter < this.counters[block]!; counter++) this.known[slot + counter] = this.kernel.state[this.places[block]! + counter]!;
    }
  }

  /** What a counter has grown by since the timeline began. */
  total(block: number, counter: number): number {
    return this.kernel.state[this.places[block]! + counter]! - this.initial[this.tracks.slotBase[block]! + counter]!;
  }

  private lookAt(block: number, counted: (block: number, counter: number, n: number) => void): void {
    const { known } = this;
    const { state } = this.kernel;
    const slot = this.tracks.slotBase[block]!;
    const place = this.places[block]!;
    const counters = this.counters[block]!;
    for (let counter = 0; counter < counters; counter++) {
      const now = state[place + counter]!;
      const before = known[slot + counter]!;
      if (now === before) continue;
      known[slot + counter] = now;
      counted(block, counter, now - before);
    }
  }
}
