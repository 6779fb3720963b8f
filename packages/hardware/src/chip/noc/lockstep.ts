import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { readyAt } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";

const { left: LEFT, bank: BANK, notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { free: FREE, turn: TURN, size: BUS } = busRecord;

/** Moves n packets of a stream, one a cycle from `cycle` on. */
export function move(kernel: Kernel, context: GridContext, stream: number, cycle: number, n: number): void {
  const { layout, slots, base, latency } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  const bus = layout.bus[stream]!;
  const busAt = base + slots.buses + bus * BUS;
  const isOut = bus >= layout.readBuses;
  const free = state[busAt + FREE]!;
  const departs = isOut ? cycle : free > cycle + latency ? free : cycle + latency;
  state[at + LEFT]! -= n;
  state[at + BANK] = (state[at + BANK]! + n) % layout.banks;
  state[busAt + TURN] = stream;
  state[busAt + FREE] = departs + n;
  state[base + slots.packets + stream]! += n;
  if (isOut) state[at + NOT_BEFORE] = readyAt(kernel, context, stream, state[at + LEFT]!);
}
