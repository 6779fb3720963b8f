import type { Kernel } from "@lnsim/kernel";

/** Where a channel keeps its state: offsets into the block's slots. */
export interface ChannelLayout {
  readonly rate: number;
  readonly cycle: number;
  readonly taken: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Books a transfer behind those that are booked, in the next cycle at the earliest, and returns the cycle from which on
 * it is over. Bytes are counted within a cycle, so that short transfers share one.
 */
export function transfer(kernel: Kernel, block: number, layout: ChannelLayout, bytes: number): number {
  const { state, now } = kernel;
  const base = kernel.base(block);
  const rate = state[base + layout.rate]!;
  if (state[base + layout.cycle]! <= now) {
    state[base + layout.cycle] = now + 1;
    state[base + layout.taken] = 0;
  }
  if (state[base + layout.until]! <= now) {
    state[base + layout.from] = now + 1;
    kernel.wakeAt(block, now + 1);
  }
  const taken = state[base + layout.taken]! + bytes;
  const cycles = Math.floor(taken / rate);
  state[base + layout.cycle]! += cycles;
  state[base + layout.taken] = taken - cycles * rate;
  const over = state[base + layout.cycle]! + (state[base + layout.taken]! > 0 ? 1 : 0);
  state[base + layout.until] = over;
  kernel.wakeAt(block, over);
  return over;
}

/** Whether the channel moves bytes in this cycle. */
export function isMoving(kernel: Kernel, block: number, layout: ChannelLayout): boolean {
  const base = kernel.base(block);
  return kernel.now >= kernel.state[base + layout.from]! && kernel.now < kernel.state[base + layout.until]!;
}

/** Whether a transfer booked now begins in the next cycle. */
export function isFree(kernel: Kernel, block: number, layout: ChannelLayout): boolean {
  return kernel.state[kernel.base(block) + layout.cycle]! <= kernel.now + 1;
}
