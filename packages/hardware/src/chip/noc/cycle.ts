import type { Kernel } from "@lnsim/kernel";
import { isAhead } from "../global-buffer/bank-arbiter.ts";
import type { GridContext } from "../grid/context.ts";
import { completeBlock, write } from "./grant.ts";
import { busRecord, streamKinds, streamRecord, type NocLayout } from "./layout.ts";
import { move } from "./lockstep.ts";
import { isSteady, packetsBefore, quietUntil, readyFrom } from "./turn.ts";

const { left: LEFT, mark: MARK, bank: BANK, notBefore: NOT_BEFORE, lost: LOST, size: STREAM } = streamRecord;
const { p: P } = streamKinds;
const { free: FREE, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

// Here and in what is called for every packet, `| 0` tells V8 that a slot holds a small integer.

/**
 * Does cycles of all arbiters from `cycle` on, before `end`, as many at once as are alike; returns how many. In a cycle every
 * bus whose link has room offers one packet, of the first of its streams in turn that has one; every bank takes one offer.
 *
 * Cycles are alike while every bus either has nothing to offer or one stream with a packet every cycle, and no two streams are
 * in one bank: all move on by a bank a cycle and never meet. What anybody could see happens in the last cycle at most.
 */
export function arbitrate(kernel: Kernel, context: GridContext, cycle: number, end: number): number {
  const { state } = kernel;
  const { layout, slots, base, offers, claims, contested, reach } = context;
  const { buses, readBuses } = layout;
  let n = end - cycle;
  let offered = 0;
  let hasMet = false;
  for (let bus = 0, at = base + slots.buses; bus < buses; bus++, at += BUS) {
    if (state[at + ACTIVE] === 0) continue;
    let stream = -1;
    if (state[at + FREE]! <= (bus < readBuses ? cycle + reach : cycle)) {
      stream = state[at + TURN]! | 0;
      const streamAt = base + stream * STREAM;
      if (state[streamAt + LEFT] === 0 || state[streamAt + NOT_BEFORE]! > cycle) stream = readyFrom(kernel, context, stream, cycle);
    }
    if (n > 1) n = Math.min(n, stream < 0 ? quietUntil(kernel, context, bus, cycle) - cycle : context.flits === 1 && isSteady(kernel, context, stream) ? packetsBefore(kernel, context, stream) : 1);
    if (stream < 0) continue;
    offers[offered++] = stream;
    const bank = state[base + stream * STREAM + BANK]! | 0;
    const rival = claims[bank]!;
    if (rival < 0) {
      claims[bank] = stream;
      continue;
    }
    hasMet = true;
    contested[bank] = 1;
    if (isAhead(bus, layout.bus[rival]!, state[base + slots.bankPointer + bank]!)) claims[bank] = stream;
  }
  if (n <= 1 || hasMet) n = 1;
  if (n > 1) moveAll(kernel, context, offered, cycle, n);
  else grantAll(kernel, context, hasMet ? lose(kernel, context, offered, cycle) : offered, cycle);
  return n;
}

/** Moves all streams that offer; none of them meets another. */
function moveAll(kernel: Kernel, context: GridContext, offered: number, cycle: number, n: number): void {
  const { base, offers, claims } = context;
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    claims[kernel.state[base + stream * STREAM + BANK]! | 0] = -1;
    move(kernel, context, stream, cycle, n);
  }
}

/** Takes those that go without a bank from the offers; the link of each stands still for it unless packets still wait there. Returns how many are left. */
function lose(kernel: Kernel, { layout, slots, base, latency, offers, claims, contested }: GridContext, offered: number, cycle: number): number {
  const { state } = kernel;
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
    if (state[base + slots.buses + bus * BUS + FREE]! <= cycle + latency) state[base + slots.bubbles + bus]! += 1;
  }
  return winners;
}

/**
 * Every stream that offers has its bank in `cycle`, which is the current one where this completes anything: it reads a packet
 * into its link, or writes one that has arrived.
 */
function grantAll(kernel: Kernel, context: GridContext, offered: number, cycle: number): void {
  const { state } = kernel;
  const { layout, slots, base, offers, claims, latency, flits } = context;
  const { pace } = context.plan;
  const { bus: busOf, kind: kindOf, banks, readBuses } = layout;
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    const at = base + stream * STREAM;
    const bus = busOf[stream]!;
    const busAt = base + slots.buses + bus * BUS;
    const left = state[at + LEFT]! - 1;
    const bank = state[at + BANK]! | 0;
    claims[bank] = -1;
    state[at + LEFT] = left;
    state[at + BANK] = bank + 1 === banks ? 0 : bank + 1;
    state[base + slots.packets + stream]! += 1;
    state[busAt + TURN] = left > 0 ? stream : following(layout, stream);
    if (bus >= readBuses) {
      write(kernel, context, stream, cycle);
      continue;
    }
    const kind = kindOf[stream]!;
    const free = state[busAt + FREE]!;
    const departs = free > cycle + latency ? free : cycle + latency;
    state[busAt + FREE] = departs + flits;
    if (pace[kind]! > 1) state[at + NOT_BEFORE] = cycle + pace[kind]!;
    if (left === 0 || (left === state[at + MARK] && kind !== P)) completeBlock(kernel, context, stream, departs - cycle);
  }
}

/** The stream behind another one on its bus. */
function following({ first, bus }: NocLayout, stream: number): number {
  return stream + 1 === first[bus[stream]! + 1] ? first[bus[stream]!]! : stream + 1;
}
