import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";

/**
 * The stream whose turn it is on a bus with transfers under way. Turns go round; a stream keeps its turn to the end of its
 * transfer, as long as it has packets, so that transfers are not taken apart without need.
 */
export function turnOf(kernel: Kernel, { layout, slots, base }: GridContext, bus: number): number {
  const { state } = kernel;
  const first = layout.first[bus]!;
  const end = layout.first[bus + 1]!;
  let stream = first + state[base + slots.pointer + bus]!;
  while (state[base + slots.left + stream] === 0) stream = stream + 1 === end ? first : stream + 1;
  return stream;
}

/** The first stream from the one whose turn it is that has a packet in `cycle`, or -1. */
export function readyFrom(kernel: Kernel, { layout, slots, base }: GridContext, turn: number, cycle: number): number {
  const { state } = kernel;
  if (state[base + slots.notBefore + turn]! <= cycle) return turn;
  const bus = layout.bus[turn]!;
  const first = layout.first[bus]!;
  const end = layout.first[bus + 1]!;
  for (let stream = turn + 1 === end ? first : turn + 1; stream !== turn; stream = stream + 1 === end ? first : stream + 1) {
    if (state[base + slots.left + stream]! > 0 && state[base + slots.notBefore + stream]! <= cycle) return stream;
  }
  return -1;
}

/** Whether a stream that has a packet now has one every cycle until its transfer is over. */
export function isSteady(kernel: Kernel, { layout, slots, plan, base }: GridContext, stream: number): boolean {
  const { state } = kernel;
  if (layout.bus[stream]! < layout.readBuses) return plan.pace[layout.kind[stream]!] === 1;
  return state[base + slots.span + stream]! <= state[base + slots.total + stream]!;
}
