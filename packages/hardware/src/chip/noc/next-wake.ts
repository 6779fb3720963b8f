import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";

/**
 * The first cycle after the current one in which a block or a transfer can be complete at the earliest: until then nobody can
 * tell what the interconnect does. Infinity when no transfer is under way.
 */
export function nextCompletion(kernel: Kernel, context: GridContext): number {
  const { layout, slots, base } = context;
  const { state } = kernel;
  let earliest = Infinity;
  for (let bus = 0; bus < layout.buses; bus++) {
    if (state[base + slots.active + bus] === 0) continue;
    const end = layout.first[bus + 1]!;
    for (let stream = layout.first[bus]!; stream < end; stream++) {
      if (state[base + slots.left + stream] === 0) continue;
      const cycle = bus < layout.readBuses ? readCompletion(kernel, context, stream) : writeCompletion(kernel, context, stream);
      if (cycle < earliest) earliest = cycle;
    }
  }
  return earliest;
}

/** The link departs a packet every `flits` cycles, and a packet is read `reach` cycles before it departs at most. */
function readCompletion(kernel: Kernel, { layout, slots, plan, base, reach, flits }: GridContext, stream: number): number {
  const { state, now } = kernel;
  const left = state[base + slots.left + stream]!;
  const mark = state[base + slots.mark + stream]!;
  const before = (left > mark ? left - mark : left) - 1;
  const room = state[base + slots.free + layout.bus[stream]!]! - reach;
  const next = Math.max(now + 1, state[base + slots.notBefore + stream]!);
  return Math.max(next + before * plan.pace[layout.kind[stream]!]!, room + before * flits);
}

function writeCompletion(kernel: Kernel, { layout, slots, base, flits }: GridContext, stream: number): number {
  const { state, now } = kernel;
  const before = state[base + slots.left + stream]! - 1;
  const next = Math.max(now + 1, state[base + slots.notBefore + stream]!, state[base + slots.free + layout.bus[stream]!]!);
  return Math.max(next + before * flits, state[base + slots.from + stream]! + state[base + slots.span + stream]!);
}
