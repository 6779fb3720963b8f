import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { isSteady, turnOf } from "./turn.ts";

/**
 * The first cycle after the current one in which a block or a transfer can be complete at the earliest: until then nobody can
 * tell what the interconnect does. Infinity when no transfer is under way.
 */
export function nextCompletion(kernel: Kernel, context: GridContext): number {
  const { layout, slots, base } = context;
  const { state, now } = kernel;
  let earliest = Infinity;
  for (let bus = 0; bus < layout.buses; bus++) {
    if (state[base + slots.active + bus] === 0) continue;
    const turn = turnOf(kernel, context, bus);
    const keepsTurn = state[base + slots.notBefore + turn]! <= now + 1 && isSteady(kernel, context, turn);
    const cycle = keepsTurn ? completionOf(kernel, context, turn) : firstCompletion(kernel, context, bus);
    if (cycle < earliest) earliest = cycle;
  }
  return earliest;
}

/** The earliest completion of all streams of a bus, when it is not known whose turn it will be. */
function firstCompletion(kernel: Kernel, context: GridContext, bus: number): number {
  const { layout, slots, base } = context;
  const end = layout.first[bus + 1]!;
  let earliest = Infinity;
  for (let stream = layout.first[bus]!; stream < end; stream++) {
    if (kernel.state[base + slots.left + stream] === 0) continue;
    const cycle = completionOf(kernel, context, stream);
    if (cycle < earliest) earliest = cycle;
  }
  return earliest;
}

/** The cycle in which a stream completes something if it alone is served. A packet is read `reach` cycles before it departs at most. */
function completionOf(kernel: Kernel, { layout, slots, plan, base, reach, flits }: GridContext, stream: number): number {
  const { state, now } = kernel;
  const bus = layout.bus[stream]!;
  const left = state[base + slots.left + stream]!;
  const free = state[base + slots.free + bus]!;
  const next = Math.max(now + 1, state[base + slots.notBefore + stream]!);
  if (bus >= layout.readBuses) return Math.max(Math.max(next, free) + (left - 1) * flits, state[base + slots.from + stream]! + state[base + slots.span + stream]!);
  const mark = state[base + slots.mark + stream]!;
  const before = (left > mark ? left - mark : left) - 1;
  return Math.max(next + before * plan.pace[layout.kind[stream]!]!, free - reach + before * flits);
}
