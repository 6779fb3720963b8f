import { defineBlock, type Kernel } from "@lnsim/kernel";
import { bufferAShape } from "./state.ts";

const { fill: FILL, read: READ, words: WORDS, freed: FREED } = bufferAShape.port;
const { portBits: PORT_BITS, left: LEFT, word: WORD, freesUnit: FREES_UNIT, pass: PASS, busyUntil: BUSY_UNTIL } = bufferAShape.slot;
const { idle: IDLE, read: READING } = bufferAShape.activity;
const { "read.fprop": READS, "write.fprop": WRITES } = bufferAShape.counter;

/** Takes slices from memory at any time, and hands one word a cycle of the slice it is told to read to the lane registers. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  while (kernel.has(block, FILL)) {
    kernel.count(block, WRITES + kernel.peek(block, FILL, 1), Math.ceil(kernel.peek(block, FILL, 0) / state[base + PORT_BITS]!));
    kernel.pop(block, FILL);
  }
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + LEFT] === 0) {
    if (!kernel.has(block, READ)) return kernel.setActivity(block, IDLE);
    state[base + LEFT] = kernel.peek(block, READ, 0);
    state[base + FREES_UNIT] = kernel.peek(block, READ, 1);
    state[base + PASS] = kernel.peek(block, READ, 2);
    state[base + WORD] = 0;
    kernel.pop(block, READ);
  }
  const n = kernel.burst(Math.min(state[base + LEFT]!, kernel.sendable(block, WORDS)));
  const pass = state[base + PASS]!;
  kernel.sendRun(block, WORDS, 0, n, 1, state[base + WORD]!, pass);
  kernel.count(block, READS + pass, n);
  kernel.setActivity(block, READING);
  state[base + LEFT]! -= n;
  state[base + WORD]! += n;
  state[base + BUSY_UNTIL] = now + n;
  if (state[base + LEFT] === 0 && state[base + FREES_UNIT] === 1) kernel.sendAfter(block, FREED, n - 1);
  kernel.wakeAt(block, now + n);
}

/** Buffer A. */
export const bufferA = defineBlock(bufferAShape, wake);
