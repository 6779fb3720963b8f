/** A binary min-heap of (cycle, block) pairs over typed arrays, for events beyond the wheel. Grows as needed. */
export class EventHeap {
  length = 0;
  private times = new Float64Array(64);
  private blocks = new Int32Array(64);

  /** The earliest cycle; the heap must not be empty. */
  firstTime(): number {
    return this.times[0]!;
  }

  push(time: number, block: number): void {
    if (this.length === this.times.length) this.grow();
    const { times, blocks } = this;
    let child = this.length++;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (times[parent]! <= time) break;
      times[child] = times[parent]!;
      blocks[child] = blocks[parent]!;
      child = parent;
    }
    times[child] = time;
    blocks[child] = block;
  }

  /** Removes the earliest event and returns its block. */
  pop(): number {
    const { times, blocks } = this;
    const first = blocks[0]!;
    const last = --this.length;
    const time = times[last]!;
    const block = blocks[last]!;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= last) break;
      if (child + 1 < last && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      times[parent] = times[child]!;
      blocks[parent] = blocks[child]!;
      parent = child;
    }
    times[parent] = time;
    blocks[parent] = block;
    return first;
  }

  /** The (cycle, block) pairs in no particular order. */
  list(): number[] {
    const pairs: number[] = [];
    for (let index = 0; index < this.length; index++) pairs.push(this.times[index]!, this.blocks[index]!);
    return pairs;
  }

  /** Moves every event `by` cycles on. */
  shift(by: number): void {
    for (let index = 0; index < this.length; index++) this.times[index]! += by;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    const blocks = new Int32Array(this.blocks.length * 2);
    times.set(this.times);
    blocks.set(this.blocks);
    this.times = times;
    this.blocks = blocks;
  }
}
