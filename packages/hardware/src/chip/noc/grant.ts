import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamKinds, streamRecord } from "./layout.ts";
import { distanceOf, receiver } from "./transfer.ts";

const { p: P } = streamKinds;
const { left: LEFT, mark: MARK, notBefore: NOT_BEFORE, lost: LOST, receivers: RECEIVERS, size: STREAM } = streamRecord;
const { total: TOTAL, span: SPAN, from: FROM, rows: ROWS } = streamRecord;
const { free: FREE, active: ACTIVE, size: BUS } = busRecord;

/** The packet that is read now and departs `wait` cycles later completes a first slice, or a transfer. */
export function completeBlock(kernel: Kernel, context: GridContext, stream: number, wait: number): void {
  const { layout, slots, base } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  if (state[at + LEFT] === state[at + MARK] && layout.kind[stream] !== P) announce(kernel, context, stream, wait);
  if (state[at + LEFT]! > 0) return;
  announce(kernel, context, stream, wait);
  state[base + slots.buses + layout.bus[stream]! * BUS + ACTIVE]! -= 1;
  state[base + slots.hasRoom] = 1;
}

/**
 * Tells every receiver when a packet that is read now and departs `wait` cycles later can be used: it has reached all PEs along
 * its bus, and a slice of A can have gone through the port of buffer A.
 */
function announce(kernel: Kernel, context: GridContext, stream: number, wait: number): void {
  const { layout, plan, ports, block, base } = context;
  const { state } = kernel;
  const kind = layout.kind[stream]!;
  const receivers = state[base + stream * STREAM + RECEIVERS]!;
  const lost = state[base + stream * STREAM + LOST]!;
  const arrival = wait + context.flits - 1 + distanceOf(context, stream) * context.hop + plan.delay[kind]!;
  const use = kind === P ? arrival : arrival + plan.portA;
  const port = ports.arrival + kind * layout.pes;
  for (let index = 0; index < receivers; index++) kernel.sendAfter(block, port + receiver(context, stream, index), use - 1, lost);
}

/** Writes a packet of results. */
export function write(kernel: Kernel, context: GridContext, stream: number, cycle: number): void {
  const { layout, slots, base, flits } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  const left = state[at + LEFT]!;
  state[base + slots.buses + layout.bus[stream]! * BUS + FREE] = cycle + flits;
  if (left > 0) state[at + NOT_BEFORE] = readyAt(kernel, context, stream, left);
  else finish(kernel, context, stream);
}

/** When the next of `left` packets of a stream of results is at the global buffer's end of its bus. */
export function readyAt(kernel: Kernel, { base }: GridContext, stream: number, left: number): number {
  const { state } = kernel;
  const at = base + stream * STREAM;
  const total = state[at + TOTAL]!;
  return state[at + FROM]! + Math.ceil(((total - left + 1) * state[at + SPAN]!) / total);
}

/** All packets of a transfer of results are in the global buffer from the next cycle on; the job ends with the last one. */
function finish(kernel: Kernel, context: GridContext, stream: number): void {
  const { layout, slots, ports, block, base } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  const pe = layout.row[stream]! * layout.columns + layout.column[stream]!;
  state[base + slots.buses + layout.bus[stream]! * BUS + ACTIVE]! -= 1;
  state[at + NOT_BEFORE] = -Infinity;
  state[at + FROM] = -Infinity;
  kernel.sendAfter(block, ports.written + pe, 0, state[at + ROWS]!);
  kernel.iterate(block, slots.results, 1);
  if (kernel.remaining(block, slots.results) === 0) return kernel.stopAt(kernel.now + 1);
  if (kernel.has(block, ports.out + pe)) takeResults(kernel, context, pe);
}

/** Takes the next transfer of results of a PE, which waits, if none is under way. */
export function takeResults(kernel: Kernel, context: GridContext, pe: number): void {
  const { layout, slots, ports, block, base, hop } = context;
  const { state } = kernel;
  const stream = layout.outStream[pe]!;
  const at = base + stream * STREAM;
  if (state[at + LEFT] !== 0) return;
  const port = ports.out + pe;
  const packets = kernel.peek(block, port, 0);
  const hops = layout.row[stream]! + 1;
  state[at + LEFT] = packets;
  state[at + TOTAL] = packets;
  state[at + SPAN] = kernel.peek(block, port, 1);
  state[at + ROWS] = kernel.peek(block, port, 2);
  state[at + FROM] = kernel.peek(block, port, 3) + hops * hop;
  kernel.pop(block, port);
  state[at + LOST] = 0;
  state[base + slots.buses + layout.bus[stream]! * BUS + ACTIVE]! += 1;
  state[at + NOT_BEFORE] = readyAt(kernel, context, stream, packets);
  state[base + slots.flitHops]! += packets * context.flits * hops;
}
