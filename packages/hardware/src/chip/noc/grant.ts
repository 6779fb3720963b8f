import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamKinds, streamRecord, type NocLayout } from "./layout.ts";
import { dueOf } from "./next-wake.ts";
import { receiver } from "./transfer.ts";

const { p: P } = streamKinds;
const { left: LEFT, mark: MARK, notBefore: NOT_BEFORE, lost: LOST, receivers: RECEIVERS, size: STREAM } = streamRecord;
const { total: TOTAL, span: SPAN, from: FROM, rows: ROWS } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/** The packet that a stream was granted last, and that its link takes last, may complete a first slice, or a transfer. */
export function completePacket(kernel: Kernel, context: GridContext, stream: number): void {
  const { layout, slots, base, reach, flits } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  const left = state[at + LEFT]!;
  const bus = layout.bus[stream]!;
  const busAt = base + slots.buses + bus * BUS;
  const departs = state[busAt + ROOM_AT]! + reach - flits;
  if (left === state[at + MARK] && layout.kind[stream] !== P) announce(kernel, context, stream, departs);
  if (left > 0) return;
  announce(kernel, context, stream, departs);
  state[busAt + ACTIVE]! -= 1;
  state[busAt + TURN] = following(layout, stream);
  state[base + slots.hasRoom] = 1;
}

/** The stream behind another one on its bus. */
function following({ first, bus }: NocLayout, stream: number): number {
  return stream + 1 === first[bus[stream]! + 1] ? first[bus[stream]!]! : stream + 1;
}

/** Tells every receiver when what a packet completes that departs in cycle `departs` can be used. */
function announce(kernel: Kernel, context: GridContext, stream: number, departs: number): void {
  const { layout, ports, block, base } = context;
  const { state } = kernel;
  const kind = layout.kind[stream]!;
  const receivers = state[base + stream * STREAM + RECEIVERS]!;
  const lost = state[base + stream * STREAM + LOST]!;
  const delay = departs + context.way[stream]! - kernel.now - 1;
  const port = ports.arrival + kind * layout.pes;
  for (let index = 0; index < receivers; index++) kernel.sendAfter(block, port + receiver(context, stream, index), delay, lost);
}

/** Writes a packet of results, whose last flit has come out of its link. */
export function writePacket(kernel: Kernel, context: GridContext, stream: number): void {
  const { layout, slots, base, flits } = context;
  const { state } = kernel;
  const at = base + stream * STREAM;
  const left = state[at + LEFT]!;
  state[base + slots.buses + layout.bus[stream]! * BUS + ROOM_AT] = state[base + slots.done]! + flits;
  if (left > 0) state[at + NOT_BEFORE] = readyAt(kernel, context, stream, left);
  else finish(kernel, context, stream);
}

/** When the last flit of the next of `left` packets of a stream of results is at the global buffer's end of its bus, if nothing holds it up. */
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
  state[base + slots.buses + layout.bus[stream]! * BUS + TURN] = following(layout, stream);
  state[at + NOT_BEFORE] = -Infinity;
  state[at + FROM] = -Infinity;
  kernel.sendAfter(block, ports.written + pe, 0, state[at + ROWS]!);
  kernel.iterate(block, slots.results, 1);
  if (kernel.remaining(block, slots.results) === 0) return kernel.stopAt(kernel.now + 1);
  if (kernel.has(block, ports.out + pe)) takeResults(kernel, context, pe);
}

/** Takes the next transfer of results of a PE, which waits, if none is under way; returns when it is due. */
export function takeResults(kernel: Kernel, context: GridContext, pe: number): number {
  const { layout, slots, ports, block, base, hop, flits } = context;
  const { state } = kernel;
  const stream = layout.outStream[pe]!;
  const at = base + stream * STREAM;
  if (state[at + LEFT] !== 0) return Infinity;
  const port = ports.out + pe;
  const packets = kernel.peek(block, port, 0);
  const hops = layout.row[stream]! + 1;
  state[at + LEFT] = packets;
  state[at + TOTAL] = packets;
  state[at + SPAN] = kernel.peek(block, port, 1);
  state[at + ROWS] = kernel.peek(block, port, 2);
  state[at + FROM] = kernel.peek(block, port, 3) + hops * hop + flits - 1;
  kernel.pop(block, port);
  state[at + LOST] = 0;
  state[base + slots.buses + layout.bus[stream]! * BUS + ACTIVE]! += 1;
  state[at + NOT_BEFORE] = readyAt(kernel, context, stream, packets);
  state[base + slots.flitHops]! += packets * flits * hops;
  return dueOf(kernel, context, stream);
}
