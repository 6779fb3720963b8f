import type { Grid } from "./build-grid.ts";
import { gridPeShape } from "./state.ts";

/** A counter of a PE. */
export type PeCounter = keyof typeof gridPeShape.counter;

/** What the blocks of a grid have counted in a job. */
export interface GridCounters {
  /** Over all PEs. */
  readonly pes: { readonly [counter in PeCounter]: number };
  /** Per stream: packets granted, bytes of their transfers, and bytes delivered to all receivers together. */
  readonly packets: Float64Array;
  readonly bytes: Float64Array;
  readonly delivered: Float64Array;
  /** Per bus: cycles in which its link stood still for a bank. */
  readonly bubbles: Float64Array;
  readonly flitHops: number;
  readonly blocks: number;
  readonly packetsRead: number;
  readonly packetsWritten: number;
}

const peCounters = Object.entries(gridPeShape.counter) as readonly [PeCounter, number][];

/** Reads all counters. */
export function readCounters({ kernel, context, pes }: Grid): GridCounters {
  const { layout, slots, base } = context;
  const at = (offset: number, count: number): Float64Array => kernel.state.slice(base + offset, base + offset + count);
  const packets = at(slots.packets, layout.streams);
  const sums = {} as { [counter in PeCounter]: number };
  for (const [name, offset] of peCounters) sums[name] = pes.reduce((sum, pe) => sum + kernel.state[kernel.base(pe) + offset]!, 0);
  return {
    pes: sums,
    packets,
    bytes: at(slots.bytes, layout.streams),
    delivered: at(slots.delivered, layout.streams),
    bubbles: at(slots.bubbles, layout.buses),
    flitHops: kernel.state[base + slots.flitHops]!,
    blocks: kernel.state[base + slots.blocks]!,
    packetsRead: sumOf(packets, 0, layout.readStreams),
    packetsWritten: sumOf(packets, layout.readStreams, layout.streams),
  };
}

function sumOf(counts: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += counts[index]!;
  return sum;
}
