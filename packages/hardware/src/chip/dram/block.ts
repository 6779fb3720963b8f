import { defineBlock, type Kernel } from "@lnsim/kernel";
import { engineAt, heldRequests } from "./engine-state.ts";
import { bookNow } from "./plan.ts";
import { acceptRequests } from "./request.ts";
import { refresh, serveNext } from "./service.ts";
import { forgetReady, rest } from "./rest.ts";
import { serveRows } from "./stream.ts";
import { dramShape } from "./state.ts";
import type { TwinChannels } from "./twin-channels.ts";

const { port, slot } = dramShape;
const at = engineAt;

/** What happened before this cycle comes first, so that what comes in it meets the channel as it is by now. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const isCalled = kernel.has(block, port.sync) || kernel.has(block, port.loadRequest) || kernel.has(block, port.storeRequest);
  if (!isCalled && state[base + slot.isAwake] === 0) return;
  state[base + slot.isAwake] = 1;
  const load = base + slot["load.waiting"];
  const store = base + slot["store.waiting"];
  catchUp(kernel, block, base, now - 1);
  const ends = reportEnds(kernel, block, load, port.loadDone) + reportEnds(kernel, block, store, port.storeDone);
  while (kernel.has(block, port.sync)) synchronise(kernel, block, base);
  acceptRequests(kernel, block, base, load, port.loadRequest);
  acceptRequests(kernel, block, base, store, port.storeRequest);
  catchUp(kernel, block, base, now);
  bookNow(kernel, block, base);
  if (ends > 0) forgetReady(state, base, now);
  rest(kernel, block, base);
}

/** Takes all decisions up to cycle `until`, or takes over those of a channel that is in the same state. */
function catchUp(kernel: Kernel, block: number, base: number, until: number): void {
  if (nextDecision(kernel.state, base) > until) return;
  const twins = kernel.attachment(block) as TwinChannels | null;
  if (twins === null || kernel.observer !== null) return decide(kernel, block, base, until);
  if (twins.follow(kernel, block, base, until)) return;
  twins.begin(kernel, base, until);
  decide(kernel, block, base, until);
  twins.end(kernel, base);
}

/** Cycle of the next decision: a refresh that is due comes first; without requests it comes when it is due. */
function nextDecision(state: Float64Array, base: number): number {
  const decideAt = state[base + slot.decideAt]!;
  const hasHead = state[base + slot["load.waiting"]]! > 0 || state[base + slot["store.waiting"]]! > 0;
  return hasHead ? decideAt : Math.max(decideAt, state[base + slot.nextRefresh]!);
}

function decide(kernel: Kernel, block: number, base: number, until: number): void {
  const { state } = kernel;
  const load = base + slot["load.waiting"];
  const store = base + slot["store.waiting"];
  const hasStreams = state[base + slot.isOpenPage] === 0;
  for (;;) {
    const now = nextDecision(state, base);
    if (now > until) return;
    if (state[base + slot.nextRefresh]! <= now) refresh(kernel, block, base, now);
    else {
      const heads = (state[load]! > 0 ? 1 : 0) + (state[store]! > 0 ? 1 : 0);
      serveNext(kernel, block, base, now);
      if (heads === 1 && hasStreams) serveRows(kernel, block, base, state[load]! > 0 ? load : store, until);
    }
  }
}

/** Reports the ends that are to be reported in this cycle; returns how many. */
function reportEnds(kernel: Kernel, block: number, engine: number, to: number): number {
  const { state, now } = kernel;
  let ends = 0;
  while (state[engine + at.ending]! > 0 && state[engine + at.end0]! <= now) {
    if (state[engine + at.end0] !== now) throw new Error(`cycle ${now}: the end of a transfer was to be reported in cycle ${state[engine + at.end0]}`);
    kernel.send(block, to);
    ends++;
    state[engine + at.ending]! -= 1;
    for (let index = 1; index < heldRequests; index++) state[engine + at.end0 + index - 1] = state[engine + at.end0 + index]!;
    state[engine + at.end0 + heldRequests - 1] = -Infinity;
  }
  return ends;
}

function synchronise(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const isOp = kernel.peek(block, port.sync, 0) === 1;
  kernel.pop(block, port.sync);
  if (state[base + slot.isSynchronised] === 0 || state[base + slot.tRfc] === 0) return;
  const left = state[base + slot.nextRefresh]! - kernel.now;
  if (isOp || left <= state[base + slot.earlyRefresh]!) state[base + slot.nextRefresh] = kernel.now;
}

/** A channel of DRAM; see `dramShape`. Its initial state is `channelInitial`; its attachment the `TwinChannels` of all, or nothing. */
export const dramChannel = defineBlock(dramShape, wake);
