import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { readyAt } from "./grant.ts";
import { isSteady, readyFrom, turnOf } from "./turn.ts";

/**
 * Cycles from `cycle` on, before `end`, that are all alike, or 0 when there are fewer than two of them; they are done. They are
 * alike while every bus either has nothing to offer or one stream with a packet every cycle, and no two streams are in one
 * bank: all move on by a bank a cycle and never meet. What anybody could see happens in none of them.
 */
export function lockstep(kernel: Kernel, context: GridContext, cycle: number, end: number): number {
  const { layout, slots, base, offers, claims } = context;
  const { state } = kernel;
  let n = end - cycle;
  let streams = 0;
  for (let bus = 0; bus < layout.buses && n >= 2; bus++) {
    if (state[base + slots.active + bus] === 0) continue;
    const roomAt = state[base + slots.free + bus]! - (bus < layout.readBuses ? context.reach : 0);
    const stream = roomAt > cycle ? -1 : readyFrom(kernel, context, turnOf(kernel, context, bus), cycle);
    if (stream < 0) {
      n = Math.min(n, quietUntil(kernel, context, bus, roomAt) - cycle);
      continue;
    }
    const bank = state[base + slots.bank + stream]!;
    const steady = context.flits > 1 || claims[bank]! >= 0 ? 0 : steadyCycles(kernel, context, stream);
    if (steady < n) n = steady;
    if (n < 2) break;
    claims[bank] = bus;
    offers[streams++] = stream;
  }
  for (let index = 0; index < streams; index++) {
    const stream = offers[index]!;
    claims[state[base + slots.bank + stream]!] = -1;
    if (n >= 2) move(kernel, context, stream, cycle, n);
  }
  return n >= 2 ? n : 0;
}

/** Before that cycle a bus that has nothing to offer has nothing to offer. */
function quietUntil(kernel: Kernel, { layout, slots, base }: GridContext, bus: number, roomAt: number): number {
  const { state } = kernel;
  let readyAt = Infinity;
  const end = layout.first[bus + 1]!;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    if (state[base + slots.left + stream]! > 0 && state[base + slots.notBefore + stream]! < readyAt) readyAt = state[base + slots.notBefore + stream]!;
  }
  return roomAt > readyAt ? roomAt : readyAt;
}

/** Cycles in which a stream that has a packet now has one each and completes nothing. */
function steadyCycles(kernel: Kernel, context: GridContext, stream: number): number {
  const { layout, slots, base } = context;
  const { state } = kernel;
  if (!isSteady(kernel, context, stream)) return 0;
  const left = state[base + slots.left + stream]!;
  if (layout.bus[stream]! >= layout.readBuses) return left - 1;
  const mark = state[base + slots.mark + stream]!;
  return (left > mark ? left - mark : left) - 1;
}

/** Moves n packets of a stream, one a cycle from `cycle` on. */
function move(kernel: Kernel, context: GridContext, stream: number, cycle: number, n: number): void {
  const { layout, slots, base, latency } = context;
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  const isOut = bus >= layout.readBuses;
  const free = state[base + slots.free + bus]!;
  const departs = isOut ? cycle : free > cycle + latency ? free : cycle + latency;
  state[base + slots.left + stream]! -= n;
  state[base + slots.bank + stream] = (state[base + slots.bank + stream]! + n) % layout.banks;
  state[base + slots.pointer + bus] = stream - layout.first[bus]!;
  state[base + slots.free + bus] = departs + n;
  state[base + slots.packets + stream]! += n;
  if (isOut) state[base + slots.notBefore + stream] = readyAt(kernel, context, stream, state[base + slots.left + stream]!);
}
