import type { Kernel } from "@lnsim/kernel";
import { isAhead } from "../global-buffer/bank-arbiter.ts";
import type { GridContext } from "../grid/context.ts";
import { grant } from "./grant.ts";

/**
 * One cycle of all arbiters: every bus whose link has room offers one packet, of the first of its streams in turn that has
 * one; every bank takes one offer.
 */
export function arbitrate(kernel: Kernel, context: GridContext, cycle: number): void {
  const { layout, slots, base, offers, wanted, claims, contested } = context;
  const { state } = kernel;
  for (let bus = 0; bus < layout.buses; bus++) {
    const stream = state[base + slots.active + bus] === 0 ? -1 : offerOf(kernel, context, bus, cycle);
    offers[bus] = stream;
    if (stream < 0) continue;
    const bank = state[base + slots.bank + stream]!;
    const rival = claims[bank]!;
    wanted[bus] = bank;
    contested[bank] = rival < 0 ? 0 : 1;
    if (rival < 0 || isAhead(bus, rival, state[base + slots.bankPointer + bank]!)) claims[bank] = bus;
  }
  for (let bus = 0; bus < layout.buses; bus++) {
    const stream = offers[bus]!;
    if (stream < 0) continue;
    const bank = wanted[bus]!;
    if (claims[bank] !== bus) {
      lose(kernel, context, stream, cycle);
      continue;
    }
    if (contested[bank] === 1) state[base + slots.bankPointer + bank] = bus + 1 === layout.buses ? 0 : bus + 1;
    grant(kernel, context, stream, cycle);
  }
  for (let bus = 0; bus < layout.buses; bus++) if (offers[bus]! >= 0) claims[wanted[bus]!] = -1;
}

/** The stream that a bus with transfers under way offers a packet of in `cycle`, or -1. */
function offerOf(kernel: Kernel, context: GridContext, bus: number, cycle: number): number {
  const { layout, slots, base, reach } = context;
  const { state } = kernel;
  if (state[base + slots.free + bus]! > (bus < layout.readBuses ? cycle + reach : cycle)) return -1;
  const first = layout.first[bus]!;
  const end = layout.first[bus + 1]!;
  let stream = first + state[base + slots.pointer + bus]!;
  for (let tried = first; tried < end; tried++) {
    if (state[base + slots.left + stream]! > 0 && state[base + slots.notBefore + stream]! <= cycle) return stream;
    stream = stream + 1 === end ? first : stream + 1;
  }
  return -1;
}

/** A bus goes without a bank; its link stands still for it unless packets still wait there. */
function lose(kernel: Kernel, { layout, slots, base, latency }: GridContext, stream: number, cycle: number): void {
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  state[base + slots.lost + stream]! += 1;
  if (state[base + slots.free + bus]! <= cycle + latency) state[base + slots.bubbles + bus]! += 1;
}
