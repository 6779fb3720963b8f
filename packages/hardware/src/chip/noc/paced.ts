import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { completePacket } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { packetsToGo, quietUntil, turnOf } from "./turn.ts";

const { left: LEFT, bank: BANK, notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/** Paces up to this one are done together. */
export const longestPace = 8;

/** Cycles that are done at once at most: a small integer for V8. */
const mostAtOnce = 2 ** 29;

/**
 * Does cycles before `now` in which nothing moves but what comes through the transposers at one pace, one stream a bus, and of
 * which only the last may complete anything; returns whether there were any. Streams whose packets come in the same cycles of
 * the pace move on by a bank together, so that they never meet when they do not meet at first; others never ask at once.
 */
export function movePaced(kernel: Kernel, context: GridContext): boolean {
  const { state } = kernel;
  const { slots, offers, places, claims, pace } = context;
  const base = context.base | 0;
  const buses = context.layout.buses | 0;
  const banks = context.layout.banks | 0;
  const commonPace = context.plan.commonPace | 0;
  const cycle = state[base + slots.done]!;
  let n = Math.min(kernel.now - cycle, mostAtOnce) | 0;
  let streams = 0;
  let at = base + slots.buses;
  for (let bus = 0; bus < buses && n > 1; bus++, at += BUS) {
    if (state[at + ACTIVE] === 0) continue;
    const stream = turnOf(kernel, context, bus) | 0;
    const wait = Math.min(n, quietUntil(kernel, context, bus) - cycle) | 0;
    if (state[at + ACTIVE] !== 1 || pace[stream] !== commonPace) {
      n = wait;
      continue;
    }
    n = Math.min(n, wait + (packetsToGo(kernel, context, stream) - 1) * commonPace + 1) | 0;
    const phase = wait % commonPace;
    const bank = (state[base + stream * STREAM + BANK]! | 0) - (wait - phase) / commonPace;
    const place = phase * banks + (((bank % banks) + banks) % banks);
    if (claims[place]! >= 0) n = 0;
    claims[place] = stream;
    places[streams] = place;
    offers[streams++] = stream;
  }
  for (let index = 0; index < streams; index++) {
    claims[places[index]!] = -1;
    if (n > 1) move(kernel, context, offers[index]!, n);
  }
  if (n <= 1) return false;
  state[base + slots.done] = cycle + n;
  return true;
}

/** Moves the packets that a stream has in the next n cycles. */
function move(kernel: Kernel, context: GridContext, stream: number, n: number): void {
  const { layout, slots, plan, base, latency, reach, flits } = context;
  const { state } = kernel;
  const pace = plan.commonPace;
  const at = base + stream * STREAM;
  const bus = layout.bus[stream]!;
  const busAt = base + slots.buses + bus * BUS;
  const first = quietUntil(kernel, context, bus);
  const packets = Math.ceil((state[base + slots.done]! + n - first) / pace);
  if (packets <= 0) return;
  const last = first + (packets - 1) * pace;
  state[at + LEFT]! -= packets;
  state[at + BANK] = (state[at + BANK]! + packets) % layout.banks;
  state[at + NOT_BEFORE] = last + pace;
  state[base + slots.packets + stream]! += packets;
  state[busAt + TURN] = stream;
  state[busAt + ROOM_AT] = Math.max(state[busAt + ROOM_AT]! + packets * flits, last + latency - reach + flits);
  completePacket(kernel, context, stream);
}
