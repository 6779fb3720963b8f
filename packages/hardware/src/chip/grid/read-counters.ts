import { streamKinds } from "../noc/layout.ts";
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

/** Reads all counters. */
export function readCounters({ kernel, context, pes }: Grid): GridCounters {
  const { layout, slots, base } = context;
  const at = (offset: number, count: number): Float64Array => kernel.state.slice(base + offset, base + offset + count);
  const packets = at(slots.packets, layout.streams);
  const of = (isOut: boolean): number => packets.reduce((sum, count, stream) => ((layout.kind[stream] === streamKinds.out) === isOut ? sum + count : sum), 0);
  const names = Object.entries(gridPeShape.counter) as [PeCounter, number][];
  const sums = names.map(([name, offset]) => [name, pes.reduce((sum, pe) => sum + kernel.state[kernel.base(pe) + offset]!, 0)]);
  return {
    pes: Object.fromEntries(sums) as GridCounters["pes"],
    packets,
    bytes: at(slots.bytes, layout.streams),
    delivered: at(slots.delivered, layout.streams),
    bubbles: at(slots.bubbles, layout.buses),
    flitHops: kernel.state[base + slots.flitHops]!,
    blocks: kernel.state[base + slots.blocks]!,
    packetsRead: of(false),
    packetsWritten: of(true),
  };
}
