import type { Kernel } from "@lnsim/kernel";

/** Where a unit keeps what {@link advanceStream} works on: the numbers of its shape. */
export interface StreamLayout {
  readonly port: { readonly read: number; readonly data: number; readonly write: number };
  readonly slot: Readonly<
    Record<
      | "latency"
      | "chunkElements"
      | "window"
      | "fullElements"
      | "lastElements"
      | "fullCycles"
      | "lastCycles"
      | "readBits"
      | "writeBits"
      | "kind"
      | "passIndex"
      | "held"
      | "working"
      | "cyclesLeft"
      | "workingUntil",
      number
    >
  >;
  readonly nest: { readonly requests: number; readonly chunks: number };
}

/** What a stream is doing after a call of {@link advanceStream}. */
export const streamIdle = 0;
export const streamWorking = 1;
const streamWaiting = 2;

/** Starts a pass over `elements` elements. Cycles per chunk have been set by the unit, which knows its rates. */
export function beginStream(kernel: Kernel, block: number, layout: StreamLayout, elements: number): void {
  const { slot, nest } = layout;
  const { state } = kernel;
  const base = kernel.base(block);
  const chunkElements = state[base + slot.chunkElements]!;
  const chunks = Math.ceil(elements / chunkElements);
  state[base + slot.fullElements] = chunkElements;
  state[base + slot.lastElements] = elements - (chunks - 1) * chunkElements;
  kernel.enterNest(block, nest.requests, chunks);
  kernel.enterNest(block, nest.chunks, chunks);
}

/**
 * Goes on with a pass: requests a chunk a cycle while its window allows, works on the chunks in order as they arrive,
 * and writes each when it is done. Returns what it is doing now.
 */
export function advanceStream(kernel: Kernel, block: number, layout: StreamLayout): number {
  const { slot, nest } = layout;
  const { state } = kernel;
  const base = kernel.base(block);
  if (state[base + slot.working] === 1 && state[base + slot.cyclesLeft] === 0 && kernel.now >= state[base + slot.workingUntil]!) {
    state[base + slot.working] = 0;
    state[base + slot.held]! -= 1;
    kernel.iterate(block, nest.chunks, 1);
  }
  request(kernel, block, layout);
  if (state[base + slot.working] === 0 && kernel.has(block, layout.port.data) && kernel.room(block, layout.port.write) > 0) {
    kernel.pop(block, layout.port.data);
    state[base + slot.working] = 1;
    state[base + slot.cyclesLeft] = state[base + (kernel.remaining(block, nest.chunks) === 1 ? slot.lastCycles : slot.fullCycles)]!;
  }
  if (state[base + slot.working] === 1) {
    work(kernel, block, layout);
    return streamWorking;
  }
  if (kernel.remaining(block, nest.chunks) === 0) return streamIdle;
  if (kernel.has(block, layout.port.data)) kernel.awaitRoom(block, layout.port.write);
  return streamWaiting;
}

function request(kernel: Kernel, block: number, { port, slot, nest }: StreamLayout): void {
  const { state, now } = kernel;
  const base = kernel.base(block);
  const left = kernel.remaining(block, nest.requests);
  if (left === 0 || state[base + slot.held]! >= state[base + slot.window]!) return;
  const elements = state[base + (left === 1 ? slot.lastElements : slot.fullElements)]!;
  kernel.send(block, port.read, Math.ceil((elements * state[base + slot.readBits]!) / 8), state[base + slot.passIndex]!);
  kernel.iterate(block, nest.requests, 1);
  state[base + slot.held]! += 1;
  if (left > 1 && state[base + slot.held]! < state[base + slot.window]!) kernel.wakeAt(block, now + 1);
}

/** Works on the current chunk for as long as nothing can interfere, and sends its result off behind its last cycle. */
function work(kernel: Kernel, block: number, { port, slot, nest }: StreamLayout): void {
  const { state, now } = kernel;
  const base = kernel.base(block);
  if (state[base + slot.cyclesLeft] === 0 || now < state[base + slot.workingUntil]!) return;
  const n = kernel.burst(state[base + slot.cyclesLeft]!);
  state[base + slot.cyclesLeft]! -= n;
  state[base + slot.workingUntil] = now + n;
  kernel.wakeAt(block, now + n);
  if (state[base + slot.cyclesLeft]! > 0) return;
  const isLast = kernel.remaining(block, nest.chunks) === 1;
  const elements = state[base + (isLast ? slot.lastElements : slot.fullElements)]!;
  const bytes = Math.ceil((elements * state[base + slot.writeBits]!) / 8);
  kernel.sendAfter(block, port.write, n + state[base + slot.latency]! - 2, bytes, state[base + slot.passIndex]!, 0, isLast ? 1 : 0);
  kernel.markBoundary(block, nest.chunks);
}
