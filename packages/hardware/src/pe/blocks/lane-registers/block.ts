import { defineBlock, type Kernel } from "@lnsim/kernel";
import { laneRegistersShape } from "./state.ts";

const { words: WORDS, swap: SWAP } = laneRegistersShape.port;
const { loaded: LOADED, busyUntil: BUSY_UNTIL } = laneRegistersShape.slot;
const { hold: HOLD, load: LOAD } = laneRegistersShape.activity;
const { "load.fprop": LOADS, swaps: SWAPS } = laneRegistersShape.counter;

/** Latches one word a cycle; a swap hands the loaded set to the lanes, and finds it complete. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now >= state[base + BUSY_UNTIL]! && kernel.ready(block, WORDS) > 0) {
    const n = kernel.burst(kernel.ready(block, WORDS));
    kernel.count(block, LOADS + kernel.peek(block, WORDS, 1), n);
    kernel.popRun(block, WORDS, n);
    state[base + LOADED]! += n;
    state[base + BUSY_UNTIL] = now + n;
    kernel.wakeAt(block, now + n);
  }
  if (kernel.has(block, SWAP)) {
    swap(kernel, block, base);
  }
  kernel.setActivity(block, now < state[base + BUSY_UNTIL]! ? LOAD : HOLD);
}

/** A word that arrives in the cycle of the swap is in time. */
function swap(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const words = kernel.peek(block, SWAP, 0);
  if (state[base + LOADED] !== words || state[base + BUSY_UNTIL]! > now + 1) {
    throw new Error(`cycle ${now}, lane registers: swapped with ${state[base + LOADED]} of ${words} words`);
  }
  kernel.pop(block, SWAP);
  kernel.count(block, SWAPS, 1);
  state[base + LOADED] = 0;
}

/** The lane registers. */
export const laneRegisters = defineBlock(laneRegistersShape, wake);
