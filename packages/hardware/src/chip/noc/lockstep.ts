import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";

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
    const active = state[base + slots.active + bus]!;
    if (active === 0) continue;
    const quiet = quietCycles(kernel, context, bus, cycle);
    if (quiet > 0) {
      if (quiet < n) n = quiet;
      continue;
    }
    const stream = active === 1 && context.flits === 1 ? onlyStream(kernel, context, bus) : -1;
    const most = stream < 0 ? 0 : steadyCycles(kernel, context, stream, cycle);
    const bank = stream < 0 ? 0 : state[base + slots.bank + stream]!;
    if (stream < 0 || claims[bank]! >= 0) n = 0;
    else {
      claims[bank] = bus;
      offers[streams++] = stream;
      if (most < n) n = most;
    }
  }
  for (let index = 0; index < streams; index++) {
    const stream = offers[index]!;
    claims[state[base + slots.bank + stream]!] = -1;
    if (n >= 2) move(kernel, context, stream, cycle, n);
  }
  return n >= 2 ? n : 0;
}

/** Cycles from `cycle` on in which a bus with transfers under way certainly offers nothing. */
function quietCycles(kernel: Kernel, { layout, slots, base, reach }: GridContext, bus: number, cycle: number): number {
  const { state } = kernel;
  const roomAt = state[base + slots.free + bus]! - (bus < layout.readBuses ? reach : 0);
  let readyAt = Infinity;
  const end = layout.first[bus + 1]!;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    if (state[base + slots.left + stream]! > 0 && state[base + slots.notBefore + stream]! < readyAt) readyAt = state[base + slots.notBefore + stream]!;
  }
  return (roomAt > readyAt ? roomAt : readyAt) - cycle;
}

function onlyStream(kernel: Kernel, { layout, slots, base }: GridContext, bus: number): number {
  let stream = layout.first[bus]!;
  while (kernel.state[base + slots.left + stream] === 0) stream++;
  return stream;
}

/** Cycles from `cycle` on in which a stream has a packet each and completes nothing. */
function steadyCycles(kernel: Kernel, { layout, slots, base, plan }: GridContext, stream: number, cycle: number): number {
  const { state } = kernel;
  const left = state[base + slots.left + stream]!;
  if (layout.bus[stream]! >= layout.readBuses) return state[base + slots.from + stream]! + state[base + slots.span + stream]! <= cycle ? left - 1 : 0;
  if (plan.pace[layout.kind[stream]!] !== 1) return 0;
  const mark = state[base + slots.mark + stream]!;
  return (left > mark ? left - mark : left) - 1;
}

/** Moves n packets of a stream, one a cycle from `cycle` on. */
function move(kernel: Kernel, { layout, slots, base, latency }: GridContext, stream: number, cycle: number, n: number): void {
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  const first = layout.first[bus]!;
  const free = state[base + slots.free + bus]!;
  const next = stream + 1 - first;
  const departs = bus < layout.readBuses ? (free > cycle + latency ? free : cycle + latency) : cycle;
  state[base + slots.left + stream]! -= n;
  state[base + slots.bank + stream] = (state[base + slots.bank + stream]! + n) % layout.banks;
  state[base + slots.pointer + bus] = first + next === layout.first[bus + 1] ? 0 : next;
  state[base + slots.free + bus] = departs + n;
  state[base + slots.packets + stream]! += n;
}
