import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { isSteady, turnOf } from "./turn.ts";

const { left: LEFT, mark: MARK, notBefore: NOT_BEFORE, span: SPAN, from: FROM, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/**
 * The cycle in which the interconnect has to be awake at the latest when all cycles before `done` are done: until then nobody
 * can tell what it does. A transfer of results may be complete then, or news of an operand that may be complete by then has to
 * be sent. Infinity when no transfer is under way.
 */
export function nextDue(kernel: Kernel, context: GridContext, done: number): number {
  const { state } = kernel;
  const { layout, slots, base, slack, leastSlack } = context;
  const { buses } = layout;
  let earliest = Infinity;
  for (let bus = 0, at = base + slots.buses; bus < buses; bus++, at += BUS) {
    const active = state[at + ACTIVE]!;
    if (active === 0) continue;
    let turn = state[at + TURN]! | 0;
    if (state[base + turn * STREAM + LEFT] === 0) turn = turnOf(kernel, context, bus);
    const keepsTurn = active === 1 || (state[base + turn * STREAM + NOT_BEFORE]! <= done && isSteady(kernel, context, turn));
    const complete = keepsTurn ? completeAt(kernel, context, turn, done) : firstComplete(kernel, context, bus, done);
    const due = complete + (active === 1 ? slack[turn]! : leastSlack[bus]!);
    if (due < earliest) earliest = due;
  }
  return earliest;
}

/** The earliest completion of all streams of a bus, when it is not known whose turn it will be. */
function firstComplete(kernel: Kernel, context: GridContext, bus: number, done: number): number {
  const { layout, base } = context;
  const end = layout.first[bus + 1]!;
  let earliest = Infinity;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    if (kernel.state[base + stream * STREAM + LEFT] === 0) continue;
    const cycle = completeAt(kernel, context, stream, done);
    if (cycle < earliest) earliest = cycle;
  }
  return earliest;
}

/** The cycle in which a transfer that has just started is due at the earliest: see {@link nextDue}. */
export function dueOf(kernel: Kernel, context: GridContext, stream: number): number {
  return completeAt(kernel, context, stream, kernel.now) + context.slack[stream]!;
}

/** The cycle in which a stream completes something if it alone is served. */
function completeAt(kernel: Kernel, { layout, slots, pace, base, flits }: GridContext, stream: number, done: number): number {
  const { state } = kernel;
  const at = base + stream * STREAM;
  const bus = layout.bus[stream]!;
  const left = state[at + LEFT]!;
  const roomAt = state[base + slots.buses + bus * BUS + ROOM_AT]!;
  const ready = Math.max(done, state[at + NOT_BEFORE]!);
  if (bus >= layout.readBuses) return Math.max(Math.max(ready, roomAt) + (left - 1) * flits, state[at + FROM]! + state[at + SPAN]!);
  const mark = state[at + MARK]!;
  const before = left > mark ? left - mark - 1 : left - 1;
  return Math.max(ready + before * pace[stream]!, roomAt + before * flits);
}
