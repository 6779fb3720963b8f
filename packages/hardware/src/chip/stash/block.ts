import { defineBlock, type Kernel } from "@lnsim/kernel";
import { stashShape } from "./state.ts";

const { port, slot, activity, counter } = stashShape;

/** Where each engine's requests come from, where their ends go, and what is counted and done. */
const engines = [
  { request: port.loadRequest, done: port.loadDone, activity: activity.read, bytes: counter["readBytes.fprop"], words: counter["readWords.fprop"] },
  { request: port.storeRequest, done: port.storeDone, activity: activity.write, bytes: counter["writtenBytes.fprop"], words: counter["writtenWords.fprop"] },
] as const;

function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (state[base + slot.isServing] === 1) {
    if (now < state[base + slot.until]!) return goOn(kernel, block, base);
    state[base + slot.isServing] = 0;
  }
  const engine = nextEngine(kernel, block, base);
  if (engine < 0) return kernel.setActivity(block, activity.idle);
  serve(kernel, block, base, engine);
}

/** The engine that is served next; -1: none asks. Where both do, the turn passes on. */
function nextEngine(kernel: Kernel, block: number, base: number): number {
  const hasLoad = kernel.has(block, port.loadRequest);
  if (!kernel.has(block, port.storeRequest)) return hasLoad ? 0 : -1;
  if (!hasLoad) return 1;
  const engine = kernel.state[base + slot.turn]!;
  kernel.state[base + slot.turn] = 1 - engine;
  return engine;
}

/** A transfer's end is known from its start. */
function serve(kernel: Kernel, block: number, base: number, engine: number): void {
  const { state } = kernel;
  const { request, done, activity: doing, bytes, words } = engines[engine]!;
  const count = kernel.peek(block, request, 0);
  const rows = kernel.peek(block, request, 1);
  const bytesAndPass = kernel.peek(block, request, 2);
  kernel.pop(block, request);
  const pass = bytesAndPass % 8;
  kernel.count(block, bytes + pass, (bytesAndPass - pass) / 8);
  kernel.count(block, words + pass, count);
  kernel.setActivity(block, doing);
  kernel.sendAfter(block, done, rows + state[base + slot.latency]! - 1);
  state[base + slot.isServing] = 1;
  state[base + slot.until] = kernel.now + rows;
  goOn(kernel, block, base);
}

/** Wakes when the banks are free, or in every cycle until then where nothing is to be done at once. */
function goOn(kernel: Kernel, block: number, base: number): void {
  kernel.wakeAt(block, kernel.now + kernel.burst(kernel.state[base + slot.until]! - kernel.now));
}

/** The stash of a chip. */
export const stashBlock = defineBlock(stashShape, wake);
