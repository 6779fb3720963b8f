import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { streamKinds } from "./layout.ts";
import { distanceOf, receiver } from "./transfer.ts";

/**
 * A stream has its bank in cycle `cycle`, which is the current one where this completes anything: it reads a packet into its link,
 * or writes one that has arrived.
 */
export function grant(kernel: Kernel, context: GridContext, stream: number, cycle: number): void {
  const { layout, slots, base, flits } = context;
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  const first = layout.first[bus]!;
  const left = state[base + slots.left + stream]! - 1;
  const bank = state[base + slots.bank + stream]! + 1;
  const turn = left > 0 ? stream : stream + 1;
  state[base + slots.left + stream] = left;
  state[base + slots.bank + stream] = bank === layout.banks ? 0 : bank;
  state[base + slots.pointer + bus] = turn === layout.first[bus + 1] ? 0 : turn - first;
  state[base + slots.packets + stream]! += 1;
  if (bus >= layout.readBuses) return write(kernel, context, stream, cycle);
  const pace = context.plan.pace[layout.kind[stream]!]!;
  if (pace > 1) state[base + slots.notBefore + stream] = cycle + pace;
  const free = state[base + slots.free + bus]!;
  const departs = free > cycle + context.latency ? free : cycle + context.latency;
  state[base + slots.free + bus] = departs + flits;
  if (left === state[base + slots.mark + stream] && layout.kind[stream] !== streamKinds.p) announce(kernel, context, stream, departs - cycle);
  if (left > 0) return;
  announce(kernel, context, stream, departs - cycle);
  state[base + slots.active + bus]! -= 1;
  state[base + slots.hasRoom] = 1;
}

/**
 * Tells every receiver when a packet that is read now and departs `wait` cycles later can be used: it has reached all PEs along
 * its bus, and a slice of A can have gone through the port of buffer A.
 */
function announce(kernel: Kernel, context: GridContext, stream: number, wait: number): void {
  const { layout, slots, plan, ports, block, base } = context;
  const { state } = kernel;
  const kind = layout.kind[stream]!;
  const receivers = state[base + slots.receivers + stream]!;
  const lost = state[base + slots.lost + stream]!;
  const arrival = wait + context.flits - 1 + distanceOf(context, stream) * context.hop + plan.delay[kind]!;
  const use = kind === streamKinds.p ? arrival : arrival + plan.portA;
  const port = ports.arrival + kind * layout.pes;
  for (let index = 0; index < receivers; index++) kernel.sendAfter(block, port + receiver(context, stream, index), use - 1, lost);
}

function write(kernel: Kernel, context: GridContext, stream: number, cycle: number): void {
  const { layout, slots, base, flits } = context;
  const { state } = kernel;
  const bus = layout.bus[stream]!;
  const left = state[base + slots.left + stream]!;
  state[base + slots.free + bus] = cycle + flits;
  if (left > 0) {
    state[base + slots.notBefore + stream] = readyAt(kernel, context, stream, left);
    return;
  }
  finish(kernel, context, stream);
}

/** When the next of `left` packets of a stream of results is at the global buffer's end of its bus. */
export function readyAt(kernel: Kernel, { slots, base }: GridContext, stream: number, left: number): number {
  const { state } = kernel;
  const total = state[base + slots.total + stream]!;
  return state[base + slots.from + stream]! + Math.ceil(((total - left + 1) * state[base + slots.span + stream]!) / total);
}

/** All packets of a transfer of results are in the global buffer from the next cycle on; the job ends with the last one. */
function finish(kernel: Kernel, context: GridContext, stream: number): void {
  const { layout, slots, ports, block, base } = context;
  const { state } = kernel;
  const pe = layout.row[stream]! * layout.columns + layout.column[stream]!;
  state[base + slots.active + layout.bus[stream]!]! -= 1;
  state[base + slots.notBefore + stream] = -Infinity;
  state[base + slots.from + stream] = -Infinity;
  kernel.sendAfter(block, ports.written + pe, 0, state[base + slots.rows + stream]!);
  kernel.iterate(block, slots.results, 1);
  if (kernel.remaining(block, slots.results) === 0) return kernel.stopAt(kernel.now + 1);
  takeResults(kernel, context, pe);
}

/** Takes the next transfer of results of a PE, if one waits and none is under way. */
export function takeResults(kernel: Kernel, context: GridContext, pe: number): void {
  const { layout, slots, ports, block, base, hop } = context;
  const { state } = kernel;
  const stream = layout.outStream[pe]!;
  if (state[base + slots.left + stream] !== 0 || !kernel.has(block, ports.out + pe)) return;
  const packets = kernel.peek(block, ports.out + pe, 0);
  state[base + slots.left + stream] = packets;
  state[base + slots.total + stream] = packets;
  state[base + slots.span + stream] = kernel.peek(block, ports.out + pe, 1);
  state[base + slots.rows + stream] = kernel.peek(block, ports.out + pe, 2);
  state[base + slots.from + stream] = kernel.peek(block, ports.out + pe, 3) + (layout.row[stream]! + 1) * hop;
  kernel.pop(block, ports.out + pe);
  state[base + slots.lost + stream] = 0;
  state[base + slots.active + layout.bus[stream]!]! += 1;
  state[base + slots.notBefore + stream] = readyAt(kernel, context, stream, packets);
  state[base + slots.flitHops]! += packets * context.flits * (layout.row[stream]! + 1);
}
