import type { Kernel } from "@lnsim/kernel";
import { isAhead } from "../global-buffer/bank-arbiter.ts";
import type { GridContext } from "../grid/context.ts";
import { grant } from "./grant.ts";
import { readyFrom, turnOf } from "./turn.ts";

/**
 * One cycle of all arbiters: every bus whose link has room offers one packet, of the first of its streams in turn that has
 * one; every bank takes one offer.
 */
export function arbitrate(kernel: Kernel, context: GridContext, cycle: number): void {
  const { layout, slots, base, offers, claims, contested } = context;
  const { state } = kernel;
  let offered = 0;
  for (let bus = 0; bus < layout.buses; bus++) {
    if (state[base + slots.active + bus] === 0) continue;
    const stream = offerOf(kernel, context, bus, cycle);
    if (stream < 0) continue;
    const bank = state[base + slots.bank + stream]!;
    const rival = claims[bank]!;
    offers[offered++] = stream;
    contested[bank] = rival < 0 ? 0 : 1;
    if (rival < 0 || isAhead(bus, layout.bus[rival]!, state[base + slots.bankPointer + bank]!)) claims[bank] = stream;
  }
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    if (claims[state[base + slots.bank + stream]!] !== stream) lose(kernel, context, stream, cycle);
  }
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    const bank = state[base + slots.bank + stream]!;
    if (claims[bank] !== stream) continue;
    const bus = layout.bus[stream]!;
    claims[bank] = -1;
    if (contested[bank] === 1) state[base + slots.bankPointer + bank] = bus + 1 === layout.buses ? 0 : bus + 1;
    grant(kernel, context, stream, cycle);
  }
}

/** The stream that a bus with transfers under way offers a packet of in `cycle`, or -1. */
function offerOf(kernel: Kernel, context: GridContext, bus: number, cycle: number): number {
  const { layout, slots, base, reach } = context;
  if (kernel.state[base + slots.free + bus]! > (bus < layout.readBuses ? cycle + reach : cycle)) return -1;
  return readyFrom(kernel, context, turnOf(kernel, context, bus), cycle);
}

/** A bus goes without a bank; its link stands still for it unless packets still wait there. */
function lose(kernel: Kernel, { layout, slots, base, latency }: GridContext, stream: number, cycle: number): void {
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  state[base + slots.lost + stream]! += 1;
  if (state[base + slots.free + bus]! <= cycle + latency) state[base + slots.bubbles + bus]! += 1;
}
