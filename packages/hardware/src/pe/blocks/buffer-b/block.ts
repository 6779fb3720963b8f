import { defineBlock, type Kernel } from "@lnsim/kernel";
import { vectorOffset } from "../../tiling/vector-offset.ts";
import { bufferBShape } from "./state.ts";

const { fill: FILL, stream: STREAM, vectors: VECTORS, freed: FREED } = bufferBShape.port;
const { portBits: PORT_BITS, vectorBits: VECTOR_BITS, left: LEFT, vector: VECTOR } = bufferBShape.slot;
const { freesUnit: FREES_UNIT, busyUntil: BUSY_UNTIL } = bufferBShape.slot;
const { idle: IDLE, read: READING } = bufferBShape.activity;
const { "read.fprop": READS, "write.fprop": WRITES } = bufferBShape.counter;

/** Takes slices from memory at any time, and hands the vectors of the slice it is told to stream to the vector MAC. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  while (kernel.has(block, FILL)) {
    kernel.count(block, WRITES + kernel.peek(block, FILL, 1), Math.ceil(kernel.peek(block, FILL, 0) / state[base + PORT_BITS]!));
    kernel.pop(block, FILL);
  }
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + LEFT] === 0) {
    if (!kernel.has(block, STREAM)) return kernel.setActivity(block, IDLE);
    begin(kernel, block, base);
  }
  const cycles = state[base + VECTOR_BITS]! <= state[base + PORT_BITS]! ? streamRun(kernel, block, base) : gather(kernel, block, base);
  kernel.setActivity(block, READING);
  state[base + BUSY_UNTIL] = now + cycles;
  if (state[base + LEFT] === 0 && state[base + FREES_UNIT] === 1) kernel.sendAfter(block, FREED, cycles - 1);
  kernel.wakeAt(block, now + cycles);
}

function begin(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const vectors = kernel.peek(block, STREAM, 0);
  const vectorBits = kernel.peek(block, STREAM, 1);
  state[base + LEFT] = vectors;
  state[base + VECTOR_BITS] = vectorBits;
  state[base + FREES_UNIT] = kernel.peek(block, STREAM, 2);
  state[base + VECTOR] = 0;
  kernel.count(block, READS + kernel.peek(block, STREAM, 3), Math.ceil((vectors * vectorBits) / state[base + PORT_BITS]!));
  kernel.pop(block, STREAM);
}

/** Vectors no wider than the port: one a cycle. Returns the cycles it takes. */
function streamRun(kernel: Kernel, block: number, base: number): number {
  const state = kernel.state;
  const n = kernel.burst(state[base + LEFT]!);
  kernel.sendRun(block, VECTORS, 0, n, 1, state[base + VECTOR]!);
  state[base + LEFT]! -= n;
  state[base + VECTOR]! += n;
  return n;
}

/** A vector wider than the port: sent with its last word. Returns the cycles it takes. */
function gather(kernel: Kernel, block: number, base: number): number {
  const state = kernel.state;
  const vector = state[base + VECTOR]!;
  const vectorBits = state[base + VECTOR_BITS]!;
  const portBits = state[base + PORT_BITS]!;
  const before = vector === 0 ? -1 : vectorOffset(vectorBits, portBits, vector - 1);
  const cycles = vectorOffset(vectorBits, portBits, vector) - before;
  kernel.sendAfter(block, VECTORS, cycles - 1, vector);
  state[base + LEFT]! -= 1;
  state[base + VECTOR] = vector + 1;
  return cycles;
}

/** Buffer B. */
export const bufferB = defineBlock(bufferBShape, wake);
