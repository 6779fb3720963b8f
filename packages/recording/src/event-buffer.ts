import type { RecordedChunk } from "./chunk.ts";
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
  private sorted = sortedColumns(firstCapacity);
  private kept = sortedColumns(firstCapacity);

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

  /** Leaves the chunk that was made last as it is until this is called again. */
  keepChunk(): void {
    [this.sorted, this.kept] = [this.kept, this.sorted];
  }

  /** The events sorted by track, in memory that the next call uses again: see {@link keepChunk}. */
  toChunk(): RecordedChunk {
    const { tracks, length } = this;
    if (this.sorted.cycle.length < this.cycle.length) this.sorted = sortedColumns(this.cycle.length);
    const { sorted } = this;
    const starts = this.countTracks();
    const order = this.order(starts);
    const firstSlots = starts[tracks.blocks]!;
    const firstLinks = starts[2 * tracks.blocks]!;
    gatherFloats(this.cycle, order, sorted.cycle);
    gatherFloats(this.lag, order, sorted.lag);
    gatherIntegers(this.value, order.subarray(0, firstLinks), sorted.value);
    gatherFloats(this.n, order.subarray(firstSlots), sorted.n);
    return {
      starts,
      cycle: sorted.cycle.subarray(0, length),
      lag: sorted.lag.subarray(0, length),
      value: sorted.value.subarray(0, firstLinks),
      n: sorted.n.subarray(0, length - firstSlots),
    };
  }

  /** Places of the events in the order of tracks. */
  private order(starts: Int32Array): Int32Array {
    const { track, length } = this;
    const order = this.sorted.order.subarray(0, length);
    const next = starts.slice();
    for (let at = 0; at < length; at++) order[next[track[at]!]!++] = at;
    return order;
  }

  private countTracks(): Int32Array {
    const { length, track } = this;
    const starts = new Int32Array(this.tracks.count + 1);
    for (let at = 0; at < length; at++) starts[track[at]! + 1]!++;
    for (let index = 1; index < starts.length; index++) starts[index]! += starts[index - 1]!;
    return starts;
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

/** Room for as many sorted events. */
function sortedColumns(capacity: number) {
  return { order: new Int32Array(capacity), cycle: new Float64Array(capacity), lag: new Float64Array(capacity), value: new Int32Array(capacity), n: new Float64Array(capacity) };
}

// One function per type of array: V8 compiles a loop that has met only one much faster.

function gatherFloats(from: Float64Array, order: Int32Array, to: Float64Array): void {
  for (let at = 0; at < order.length; at++) to[at] = from[order[at]!]!;
}

function gatherIntegers(from: Int32Array, order: Int32Array, to: Int32Array): void {
  for (let at = 0; at < order.length; at++) to[at] = from[order[at]!]!;
}
