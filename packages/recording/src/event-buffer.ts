import type { Chunk } from "./chunk.ts";
import type { Tracks } from "./tracks.ts";

const firstCapacity = 1024;

/** Events in the order in which they are reported, until they become a chunk. */
export class EventBuffer {
  length = 0;
  private readonly tracks: Tracks;
  private track = new Int32Array(firstCapacity);
  private cycle = new Float64Array(firstCapacity);
  private lag = new Float64Array(firstCapacity);
  private value = new Int32Array(firstCapacity);
  private n = new Float64Array(firstCapacity);

  constructor(tracks: Tracks) {
    this.tracks = tracks;
  }

  /** Appends an event; of `value` and `n` only what its track has matters. */
  add(track: number, cycle: number, lag: number, value: number, n: number): void {
    const at = this.length;
    if (at === this.track.length) this.grow();
    this.track[at] = track;
    this.cycle[at] = cycle;
    this.lag[at] = lag;
    this.value[at] = value;
    this.n[at] = n;
    this.length = at + 1;
  }

  clear(): void {
    this.length = 0;
  }

  /** Drops what was reported in `cycle` or later, a cycle that is not over. */
  dropFrom(cycle: number): void {
    while (this.length > 0 && this.cycle[this.length - 1]! + this.lag[this.length - 1]! >= cycle) this.length--;
  }

  /** The events sorted by track. */
  toChunk(): Chunk {
    const { length, tracks } = this;
    const starts = this.countTracks();
    const firstSlots = starts[tracks.blocks]!;
    const firstLinks = starts[2 * tracks.blocks]!;
    const next = starts.slice();
    const cycle = new Float64Array(length);
    const lag = this.emptyLags();
    const value = new Int32Array(firstLinks);
    const n = new Float64Array(length - firstSlots);
    for (let at = 0; at < length; at++) {
      const place = next[this.track[at]!]!++;
      cycle[place] = this.cycle[at]!;
      lag[place] = this.lag[at]!;
      if (place < firstLinks) value[place] = this.value[at]!;
      if (place >= firstSlots) n[place - firstSlots] = this.n[at]!;
    }
    return { starts, cycle, lag, value, n };
  }

  private countTracks(): Int32Array {
    const { length, track } = this;
    const starts = new Int32Array(this.tracks.count + 1);
    for (let at = 0; at < length; at++) starts[track[at]! + 1]!++;
    for (let index = 1; index < starts.length; index++) starts[index]! += starts[index - 1]!;
    return starts;
  }

  private emptyLags(): Int32Array | Float64Array {
    const { lag, length } = this;
    for (let at = 0; at < length; at++) if (lag[at] !== (lag[at]! | 0)) return new Float64Array(length);
    return new Int32Array(length);
  }

  private grow(): void {
    const capacity = 2 * this.track.length;
    const move = <Column extends Int32Array | Float64Array>(from: Column, to: Column): Column => {
      to.set(from);
      return to;
    };
    this.track = move(this.track, new Int32Array(capacity));
    this.cycle = move(this.cycle, new Float64Array(capacity));
    this.lag = move(this.lag, new Float64Array(capacity));
    this.value = move(this.value, new Int32Array(capacity));
    this.n = move(this.n, new Float64Array(capacity));
  }
}
