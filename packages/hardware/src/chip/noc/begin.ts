import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { busRecord, streamKinds, streamRecord } from "./layout.ts";

const { bank: BANK, notBefore: NOT_BEFORE, from: FROM, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, turn: TURN, size: BUS } = busRecord;

/** Sets up the loops of all streams for the job, the room that the PEs have, and where each stream starts. */
export function beginJob(kernel: Kernel, context: GridContext): void {
  const { layout, slots, plan, base, block } = context;
  const { state } = kernel;
  for (let kind = 0; kind < 3; kind++) {
    for (let pe = 0; pe < layout.pes; pe++) state[base + slots.credit + kind * layout.pes + pe] = plan.credit[kind]!;
  }
  for (let stream = 0; stream < layout.streams; stream++) {
    const at = base + stream * STREAM;
    state[at + BANK] = layout.startBank[stream]!;
    state[at + NOT_BEFORE] = -Infinity;
    state[at + FROM] = -Infinity;
  }
  for (let bus = 0; bus < layout.buses; bus++) {
    const at = base + slots.buses + bus * BUS;
    state[at + TURN] = layout.first[bus]!;
    state[at + ROOM_AT] = -Infinity;
  }
  for (let stream = 0; stream < layout.readStreams; stream++) enterLoops(kernel, context, stream);
  kernel.enterNest(block, slots.results, plan.results);
  state[base + slots.armed] = -Infinity;
  state[base + slots.begun] = 1;
  state[base + slots.hasRoom] = 1;
}

function enterLoops(kernel: Kernel, context: GridContext, stream: number): void {
  const { layout, slots, plan, block } = context;
  const kind = layout.kind[stream]!;
  const row = layout.row[stream]!;
  const column = layout.column[stream]!;
  const pe = row * layout.columns + column;
  const enter = (level: number, iterations: number): void => kernel.enterNest(block, slots.loops + (level * layout.streams + stream) * 3, iterations);
  if (plan.isVector === 1) {
    const chunks = kind === streamKinds.p && plan.readBits > 0 ? Math.ceil(plan.elements[pe]! / plan.chunkElements) : 0;
    enter(0, chunks > 0 ? 1 : 0);
    enter(1, 1);
    return enter(2, chunks);
  }
  const groups = plan.rowGroups[Math.max(row, 0)]!;
  const columns = plan.columnGroups[Math.max(column, 0)]!;
  const inner = kind === streamKinds.p ? plan.phases : plan.chunks;
  const hasShare = groups > 0 && columns > 0 && inner > 0;
  enter(0, hasShare ? (kind === streamKinds.b && plan.keepsB === 1 ? 1 : groups) : 0);
  enter(1, kind === streamKinds.a && plan.keepsA === 1 ? 1 : columns);
  enter(2, inner);
}
