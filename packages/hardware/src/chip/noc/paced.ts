import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { packetsBefore, quietUntil, turnOf } from "./turn.ts";

const { left: LEFT, bank: BANK, notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { free: FREE, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/** Paces up to this one are done together. */
export const longestPace = 8;

/**
 * Does cycles from `cycle` on, before `end`, in which nothing moves but what comes through the transposers at one pace, one
 * stream a bus, and completes nothing; returns how many, 0 where it is not so. Streams whose packets come in the same cycles of
 * the pace move on by a bank together, so that they never meet when they do not meet at first; others never ask at once.
 */
export function movePaced(kernel: Kernel, context: GridContext, cycle: number, end: number): number {
  const { layout, slots, plan, base, offers, places, claims } = context;
  const { state } = kernel;
  const pace = plan.commonPace;
  let n = end - cycle;
  let streams = 0;
  for (let bus = 0, at = base + slots.buses; bus < layout.buses && n > 1; bus++, at += BUS) {
    if (state[at + ACTIVE] === 0) continue;
    const stream = turnOf(kernel, context, bus);
    const wait = quietUntil(kernel, context, bus, cycle) - cycle;
    const isAlone = state[at + ACTIVE] === 1 && plan.pace[layout.kind[stream]!] === pace;
    n = Math.min(n, isAlone ? wait + packetsBefore(kernel, context, stream) * pace : wait);
    if (!isAlone) continue;
    const phase = wait % pace;
    const place = phase * layout.banks + bankBefore(state[base + stream * STREAM + BANK]!, (wait - phase) / pace, layout.banks);
    if (claims[place]! >= 0) n = 0;
    claims[place] = stream;
    places[streams] = place;
    offers[streams++] = stream;
  }
  for (let index = 0; index < streams; index++) {
    claims[places[index]!] = -1;
    if (n > 1) move(kernel, context, offers[index]!, cycle, n);
  }
  return n > 1 ? n : 0;
}

/** The bank that is `steps` before another. */
function bankBefore(bank: number, steps: number, banks: number): number {
  const place = (bank - steps) % banks;
  return place < 0 ? place + banks : place;
}

/** Moves the packets that a stream has before `cycle + n`. */
function move(kernel: Kernel, context: GridContext, stream: number, cycle: number, n: number): void {
  const { layout, slots, plan, base, latency, flits } = context;
  const { state } = kernel;
  const pace = plan.commonPace;
  const at = base + stream * STREAM;
  const bus = layout.bus[stream]!;
  const busAt = base + slots.buses + bus * BUS;
  const first = quietUntil(kernel, context, bus, cycle);
  const packets = Math.ceil((cycle + n - first) / pace);
  if (packets <= 0) return;
  const last = first + (packets - 1) * pace;
  state[at + LEFT]! -= packets;
  state[at + BANK] = (state[at + BANK]! + packets) % layout.banks;
  state[at + NOT_BEFORE] = last + pace;
  state[busAt + TURN] = stream;
  state[busAt + FREE] = Math.max(state[busAt + FREE]! + packets * flits, last + latency + flits);
  state[base + slots.packets + stream]! += packets;
}
