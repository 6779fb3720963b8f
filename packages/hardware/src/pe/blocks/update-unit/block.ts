import { defineBlock, type Kernel } from "@lnsim/kernel";
import { advanceStream, beginStream, streamIdle, streamWorking } from "../chunk-stream/advance.ts";
import { updateUnitShape } from "./state.ts";

const { pass: PASS } = updateUnitShape.port;
const { fullCycles: FULL_CYCLES, lastCycles: LAST_CYCLES, elementsPerCycle: RATE, chunkElements: CHUNK_ELEMENTS } = updateUnitShape.slot;
const { lastElements: LAST_ELEMENTS, readBits: READ_BITS, writeBits: WRITE_BITS, passIndex: PASS_INDEX } = updateUnitShape.slot;
const { chunks: CHUNKS } = updateUnitShape.nest;
const { idle: IDLE, update: UPDATE, memory: MEMORY } = updateUnitShape.activity;
const { "update.fprop": UPDATES } = updateUnitShape.counter;

/** One pass over the parameters at a time, as the sequencer asks for it. */
function wake(kernel: Kernel, block: number, base: number): void {
  if (kernel.remaining(block, CHUNKS) === 0 && kernel.has(block, PASS)) begin(kernel, block, base);
  const doing = advanceStream(kernel, block, updateUnitShape);
  kernel.setActivity(block, doing === streamIdle ? IDLE : doing === streamWorking ? UPDATE : MEMORY);
}

function begin(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const elements = kernel.peek(block, PASS, 0);
  state[base + PASS_INDEX] = kernel.peek(block, PASS, 1);
  state[base + READ_BITS] = kernel.peek(block, PASS, 2);
  state[base + WRITE_BITS] = kernel.peek(block, PASS, 3);
  kernel.pop(block, PASS);
  beginStream(kernel, block, updateUnitShape, elements);
  state[base + FULL_CYCLES] = Math.ceil(state[base + CHUNK_ELEMENTS]! / state[base + RATE]!);
  state[base + LAST_CYCLES] = Math.ceil(state[base + LAST_ELEMENTS]! / state[base + RATE]!);
  kernel.count(block, UPDATES + state[base + PASS_INDEX]!, elements);
}

/** The weight-update unit. */
export const updateUnit = defineBlock(updateUnitShape, wake);
