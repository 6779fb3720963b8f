import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { isSteady, turnOf } from "./turn.ts";

const { left: LEFT, mark: MARK, notBefore: NOT_BEFORE, span: SPAN, from: FROM, size: STREAM } = streamRecord;
const { free: FREE, turn: TURN, active: ACTIVE, size: BUS } = busRecord;

/**
 * The first cycle after the current one in which a block or a transfer can be complete at the earliest: until then nobody can
 * tell what the interconnect does. Infinity when no transfer is under way.
 */
export function nextCompletion(kernel: Kernel, context: GridContext): number {
  const { state } = kernel;
  const { layout, slots, base } = context;
  const { buses } = layout;
  const next = kernel.now + 1;
  let earliest = Infinity;
  for (let bus = 0, at = base + slots.buses; bus < buses; bus++, at += BUS) {
    const active = state[at + ACTIVE]!;
    if (active === 0) continue;
    let turn = state[at + TURN]! | 0;
    if (state[base + turn * STREAM + LEFT] === 0) turn = turnOf(kernel, context, bus);
    const keepsTurn = active === 1 || (state[base + turn * STREAM + NOT_BEFORE]! <= next && isSteady(kernel, context, turn));
    const cycle = keepsTurn ? completionOf(kernel, context, turn) : firstCompletion(kernel, context, bus);
    if (cycle < earliest) earliest = cycle;
  }
  return earliest;
}

/** The earliest completion of all streams of a bus, when it is not known whose turn it will be. */
function firstCompletion(kernel: Kernel, context: GridContext, bus: number): number {
  const { layout, base } = context;
  const end = layout.first[bus + 1]!;
  let earliest = Infinity;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    if (kernel.state[base + stream * STREAM + LEFT] === 0) continue;
    const cycle = completionOf(kernel, context, stream);
    if (cycle < earliest) earliest = cycle;
  }
  return earliest;
}

/** The cycle in which a stream completes something if it alone is served. A packet is read `reach` cycles before it departs at most. */
function completionOf(kernel: Kernel, { layout, slots, plan, base, reach, flits }: GridContext, stream: number): number {
  const { state } = kernel;
  const at = base + stream * STREAM;
  const bus = layout.bus[stream]!;
  const left = state[at + LEFT]!;
  const free = state[base + slots.buses + bus * BUS + FREE]!;
  const ready = Math.max(kernel.now + 1, state[at + NOT_BEFORE]!);
  if (bus >= layout.readBuses) return Math.max(Math.max(ready, free) + (left - 1) * flits, state[at + FROM]! + state[at + SPAN]!);
  const mark = state[at + MARK]!;
  const before = left > mark ? left - mark - 1 : left - 1;
  return Math.max(ready + before * plan.pace[layout.kind[stream]!]!, free - reach + before * flits);
}
