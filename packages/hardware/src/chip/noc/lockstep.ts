import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { completePacket, readyAt } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";

const { left: LEFT, bank: BANK, notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, size: BUS } = busRecord;

/** Moves a packet of every stream that offers in each of the next n cycles; none of them meets another. */
export function moveAll(kernel: Kernel, context: GridContext, offered: number, n: number): void {
  const { state } = kernel;
  const { layout, slots, offers, claims, latency, reach } = context;
  const base = context.base | 0;
  const cycle = state[base + slots.done]!;
  const earliest = cycle + latency - reach;
  for (let index = 0; index < offered; index++) {
    const stream = offers[index]!;
    const at = base + stream * STREAM;
    const bus = layout.bus[stream]!;
    const busAt = base + slots.buses + bus * BUS;
    const bank = state[at + BANK]! | 0;
    claims[bank] = -1;
    state[at + LEFT]! -= n;
    state[at + BANK] = (bank + n) % layout.banks;
    state[base + slots.packets + stream]! += n;
    state[busAt + TURN] = stream;
    if (bus >= layout.readBuses) {
      state[busAt + ROOM_AT] = cycle + n;
      state[at + NOT_BEFORE] = readyAt(kernel, context, stream, state[at + LEFT]!);
    } else {
      state[busAt + ROOM_AT] = Math.max(state[busAt + ROOM_AT]!, earliest) + n;
      completePacket(kernel, context, stream);
    }
  }
}
