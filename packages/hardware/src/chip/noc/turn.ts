import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamRecord } from "./layout.ts";

const { left: LEFT, mark: MARK, notBefore: NOT_BEFORE, total: TOTAL, span: SPAN, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, size: BUS } = busRecord;

/**
 * The stream whose turn it is on a bus with transfers under way. Turns go round; a stream keeps its turn to the end of its
 * transfer, as long as it has packets, so that transfers are not taken apart without need.
 */
export function turnOf(kernel: Kernel, { layout, slots, base }: GridContext, bus: number): number {
  const { state } = kernel;
  let stream = state[base + slots.buses + bus * BUS + TURN]! | 0;
  if (state[base + stream * STREAM + LEFT] !== 0) return stream;
  const first = layout.first[bus]!;
  const end = layout.first[bus + 1]!;
  do stream = stream + 1 === end ? first : stream + 1;
  while (state[base + stream * STREAM + LEFT] === 0);
  return stream;
}

/** The first stream of a bus, from one of its streams on, that has a packet in the first cycle that is not done; -1: none. */
export function readyFrom(kernel: Kernel, { layout, slots, base }: GridContext, from: number): number {
  const { state } = kernel;
  const cycle = state[base + slots.done]!;
  const bus = layout.bus[from]!;
  const first = layout.first[bus]!;
  const end = layout.first[bus + 1]!;
  let stream = from;
  do {
    const at = base + stream * STREAM;
    if (state[at + LEFT] !== 0 && state[at + NOT_BEFORE]! <= cycle) return stream;
    stream = stream + 1 === end ? first : stream + 1;
  } while (stream !== from);
  return -1;
}

/** Whether a stream that has a packet now has one every cycle until its transfer is over. */
export function isSteady(kernel: Kernel, { layout, plan, base }: GridContext, stream: number): boolean {
  const { state } = kernel;
  if (layout.bus[stream]! < layout.readBuses) return plan.pace[layout.kind[stream]!] === 1;
  const at = base + stream * STREAM;
  return state[at + SPAN]! <= state[at + TOTAL]!;
}

/** Packets that a stream with a transfer under way has up to the one that completes its first slice, or all of it; of results without that. */
export function packetsToGo(kernel: Kernel, { layout, base }: GridContext, stream: number): number {
  const { state } = kernel;
  const at = base + stream * STREAM;
  const left = state[at + LEFT]!;
  const mark = state[at + MARK]!;
  if (layout.bus[stream]! >= layout.readBuses) return left - 1;
  return left > mark ? left - mark : left;
}

/** The first cycle that is not done in which a bus with transfers under way may have something to offer. */
export function quietUntil(kernel: Kernel, { layout, slots, base }: GridContext, bus: number): number {
  const { state } = kernel;
  let readyAt = Infinity;
  const end = layout.first[bus + 1]!;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    const at = base + stream * STREAM;
    if (state[at + LEFT]! > 0 && state[at + NOT_BEFORE]! < readyAt) readyAt = state[at + NOT_BEFORE]!;
  }
  return Math.max(state[base + slots.done]!, state[base + slots.buses + bus * BUS + ROOM_AT]!, readyAt);
}
