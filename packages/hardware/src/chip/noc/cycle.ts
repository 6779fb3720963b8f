import type { Kernel } from "@lnsim/kernel";
import { isAhead } from "../global-buffer/bank-arbiter.ts";
import type { GridContext } from "../grid/context.ts";
import { completePacket, writePacket } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { moveAll } from "./lockstep.ts";
import { isSteady, packetsToGo, quietUntil, readyFrom } from "./turn.ts";

const { left: LEFT, mark: MARK, bank: BANK, notBefore: NOT_BEFORE, lost: LOST, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/** Cycles that are done at once at most: a small integer for V8. */
const mostAtOnce = 2 ** 29;

// What is done for every packet keeps to locals, since V8 looks objects up anew behind every call, and takes the cycle from its
// slot, since it puts a number that is handed over into an object. `| 0`: the number is a small integer.

/**
 * Does cycles of all arbiters, as many at once as are alike, from the first that is not done on, up to the last one before `now`,
 * or `now` itself if that is included. In a cycle every bus whose link has room offers one packet, of the first of its streams
 * in turn that has one; every bank takes one offer.
 *
 * Cycles are alike while every bus either has nothing to offer or one stream with a packet every cycle, and no two streams are
 * in one bank: all move on by a bank a cycle and never meet. Only the last of them may complete anything.
 */
export function arbitrate(kernel: Kernel, context: GridContext, includesNow: number): void {
  const { state } = kernel;
  const { slots, offers, claims, contested } = context;
  const base = context.base | 0;
  const buses = context.layout.buses | 0;
  const flits = context.flits | 0;
  const doneAt = base + slots.done;
  const cycle = state[doneAt]!;
  let n = Math.min(kernel.now + includesNow - cycle, mostAtOnce) | 0;
  let offered = 0;
  let hasMet = false;
  let at = base + slots.buses;
  for (let bus = 0; bus < buses; bus++, at += BUS) {
    if (state[at + ACTIVE] === 0) continue;
    let stream = -1;
    if (state[at + ROOM_AT]! <= cycle) {
      stream = state[at + TURN]! | 0;
      const streamAt = base + stream * STREAM;
      if (state[streamAt + LEFT] === 0 || state[streamAt + NOT_BEFORE]! > cycle) stream = readyFrom(kernel, context, stream);
    }
    if (stream < 0) {
      if (n > 1) n = Math.min(n, quietUntil(kernel, context, bus) - cycle) | 0;
      continue;
    }
    if (n > 1) n = flits === 1 && isSteady(kernel, context, stream) ? Math.min(n, packetsToGo(kernel, context, stream)) | 0 : 1;
    offers[offered++] = stream;
    const bank = state[base + stream * STREAM + BANK]! | 0;
    const rival = claims[bank]!;
    if (rival < 0) {
      claims[bank] = stream;
      continue;
    }
    hasMet = true;
    contested[bank] = 1;
    if (isAhead(bus, context.layout.bus[rival]!, state[base + slots.bankPointer + bank]!)) claims[bank] = stream;
  }
  if (n <= 1 || hasMet) {
    grantAll(kernel, context, hasMet ? lose(kernel, context, offered) : offered);
    state[doneAt] = cycle + 1;
  } else {
    moveAll(kernel, context, offered, n);
    state[doneAt] = cycle + n;
  }
}

/** Takes those that go without a bank from the offers; the link of each stands still for it unless packets still wait there. Returns how many are left. */
function lose(kernel: Kernel, { layout, slots, base, latency, reach, offers, claims, contested }: GridContext, offered: number): number {
  const { state } = kernel;
  const cycle = state[base + slots.done]!;
  let winners = 0;
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    const at = base + stream * STREAM;
    const bank = state[at + BANK]! | 0;
    const bus = layout.bus[stream]!;
    if (claims[bank] === stream) {
      offers[winners++] = stream;
      if (contested[bank] === 1) state[base + slots.bankPointer + bank] = bus + 1 === layout.buses ? 0 : bus + 1;
      contested[bank] = 0;
      continue;
    }
    state[at + LOST]! += 1;
    if (bus >= layout.readBuses || state[base + slots.buses + bus * BUS + ROOM_AT]! + reach <= cycle + latency) state[base + slots.bubbles + bus]! += 1;
  }
  return winners;
}

/** Every stream that offers has its bank in this cycle: it reads a packet into its link, or writes one that has arrived. */
function grantAll(kernel: Kernel, context: GridContext, offered: number): void {
  const { state } = kernel;
  const { slots, offers, claims, pace, latency } = context;
  const { bus: busOf, banks, readBuses } = context.layout;
  const base = context.base | 0;
  const busesAt = base + slots.buses;
  const packetsAt = base + slots.packets;
  const cycle = state[base + slots.done]!;
  const earliest = cycle + latency - context.reach;
  const flits = context.flits | 0;
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    const at = base + stream * STREAM;
    const bus = busOf[stream]!;
    const busAt = busesAt + bus * BUS;
    const left = state[at + LEFT]! - 1;
    const bank = state[at + BANK]! | 0;
    claims[bank] = -1;
    state[at + LEFT] = left;
    state[at + BANK] = bank + 1 === banks ? 0 : bank + 1;
    state[packetsAt + stream]! += 1;
    state[busAt + TURN] = stream;
    if (bus >= readBuses) {
      writePacket(kernel, context, stream);
      continue;
    }
    const roomAt = state[busAt + ROOM_AT]!;
    state[busAt + ROOM_AT] = (roomAt > earliest ? roomAt : earliest) + flits;
    if (pace[stream]! > 1) state[at + NOT_BEFORE] = cycle + pace[stream]!;
    if (left === 0 || left === state[at + MARK]) completePacket(kernel, context, stream);
  }
}
