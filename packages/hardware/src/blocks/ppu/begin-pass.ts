import type { Kernel } from "@lnsim/kernel";
import { beginStream } from "../chunk-stream/advance.ts";
import { ppuShape } from "./state.ts";

const { pass: PASS } = ppuShape.port;
const { fullCycles: FULL_CYCLES, lastCycles: LAST_CYCLES, readBits: READ_BITS, writeBits: WRITE_BITS, passIndex: PASS_INDEX } = ppuShape.slot;
const { kind: KIND, chunkElements: CHUNK_ELEMENTS, lastElements: LAST_ELEMENTS } = ppuShape.slot;
const { width: WIDTH, exponentialsPerCycle: EXPONENTIALS_PER_CYCLE, dividesPerCycle: DIVIDES_PER_CYCLE } = ppuShape.slot;
const { "maximum.fprop": MAXIMA, "quantise.fprop": QUANTISES, "exponential.fprop": EXPONENTIALS, "divide.fprop": DIVIDES } = ppuShape.counter;

const requantise = 0;
const lossSpilled = 1;

/** Starts a pass over a stored tensor; a kind is an index into `passKinds`. */
export function beginPass(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const elements = kernel.peek(block, PASS, 0);
  const kindAndPass = kernel.peek(block, PASS, 1);
  state[base + PASS_INDEX] = kindAndPass & 7;
  state[base + KIND] = kindAndPass >>> 3;
  state[base + READ_BITS] = kernel.peek(block, PASS, 2);
  state[base + WRITE_BITS] = kernel.peek(block, PASS, 3);
  kernel.pop(block, PASS);
  beginStream(kernel, block, ppuShape, elements);
  state[base + FULL_CYCLES] = chunkCycles(state, base, state[base + CHUNK_ELEMENTS]!);
  state[base + LAST_CYCLES] = chunkCycles(state, base, state[base + LAST_ELEMENTS]!);
  countElements(kernel, block, base, elements);
}

/** The steps of a kind, one after the other: see `ppuOperations`. */
function chunkCycles(state: Float64Array, base: number, elements: number): number {
  const scan = Math.ceil(elements / state[base + WIDTH]!);
  if (state[base + KIND] === requantise) return scan;
  return scan + Math.ceil(elements / state[base + EXPONENTIALS_PER_CYCLE]!) + Math.ceil(elements / state[base + DIVIDES_PER_CYCLE]!);
}

function countElements(kernel: Kernel, block: number, base: number, elements: number): void {
  const pass = kernel.state[base + PASS_INDEX]!;
  const kind = kernel.state[base + KIND]!;
  if (kind !== lossSpilled) kernel.count(block, QUANTISES + pass, elements);
  if (kind === requantise) return;
  kernel.count(block, MAXIMA + pass, kind === lossSpilled ? 2 * elements : elements);
  kernel.count(block, EXPONENTIALS + pass, elements);
  kernel.count(block, DIVIDES + pass, elements);
}
