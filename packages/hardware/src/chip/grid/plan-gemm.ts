import { drainRowCycles } from "../../pe/closed-form/drain-waits.ts";
import { portCyclesA, portCyclesB, slotOf } from "../../pe/tiling/slot.ts";
import { overwriteLead } from "../../pe/tiling/vector-offset.ts";
import { movedBitsA, movedBitsB, type GemmJob } from "../job/job.ts";
import { transposerDelay, transposerPace } from "../global-buffer/transposer.ts";
import { longestPace } from "../noc/paced.ts";
import { dealDimension } from "./deal-out.ts";
import type { PeGridDescription } from "./description.ts";
import { operandRoom } from "./operand-room.ts";
import { flitsOf } from "./packets.ts";
import { GridPlan } from "./plan.ts";
import { gridPeShape } from "./state.ts";

/** Tiles whose masks and partial sums are fetched ahead: more of them would only take their bus from A. */
export const tilesAhead = 2;

/** Plans a tile of a matrix product: lane groups over the rows of the grid, column groups over its columns, chunks of k in a PE. */
export function planGemm(description: PeGridDescription, job: GemmJob): GridPlan {
  const { pe, collector, grid, ppu, vectorMac } = description;
  const m = dealDimension(job.m, pe.lanes, grid.rows);
  const n = dealDimension(job.n, collector.depth, grid.columns);
  const share = { lanes: Math.min(pe.lanes, job.m), columns: Math.min(collector.depth, job.n), columnGroups: n.groups[0]! };
  const room = operandRoom(description, job, share);
  const plan = new GridPlan();
  Object.assign(plan, {
    gridColumns: grid.columns,
    rowGroups: m.groups,
    rowEdge: m.edges,
    activeRows: m.active,
    columnGroups: n.groups,
    columnEdge: n.edges,
    activeColumns: n.active,
    lanes: pe.lanes,
    depth: collector.depth,
    vectorSize: pe.vectorSize,
    k: job.k,
    chunks: room.chunks,
    chunkSlices: room.chunkSlices,
    lastSlices: Math.ceil(job.k / pe.vectorSize) - (room.chunks - 1) * room.chunkSlices,
    bitsA: job.bitsA,
    movedBitsA: movedBitsA(job),
    movedBitsB: movedBitsB(job),
    bitsB: job.bitsB,
    portBitsA: description.bufferA.portBits,
    portBitsB: description.bufferB.portBits,
    keepsA: room.keepsA ? 1 : 0,
    keepsB: room.keepsB ? 1 : 0,
    latency: vectorMac.latencyCycles,
    rowCycles: drainRowCycles(description),
    isSerial: collector.drain === "serial" ? 1 : 0,
    unitLatency: ppu.latencyCycles,
    results: Math.ceil(job.m / pe.lanes) * Math.ceil(job.n / collector.depth),
  });
  planTiles(plan, description, job);
  plan.credit.set([room.creditA, room.creditB, Math.min(tilesAhead, ppu.maskTiles) * plan.phases]);
  planTransposers(plan, description, job);
  planSlots(plan, description, job);
  return plan;
}

/** What comes before a tile and what leaves it. A partial sum is neither masked nor finished. */
function planTiles(plan: GridPlan, { accumulatorBits }: PeGridDescription, job: GemmJob): void {
  const isPartial = job.writesPartialSums === 1;
  plan.partialBits = accumulatorBits;
  plan.bitsOut = isPartial ? accumulatorBits : job.bitsOut;
  plan.maskBits = job.maskBits;
  plan.readsPartials = job.readsPartialSums;
  plan.masks = job.maskBits > 0 && !isPartial ? 1 : 0;
  plan.phases = plan.readsPartials + plan.masks;
}

function planTransposers(plan: GridPlan, description: PeGridDescription, job: GemmJob): void {
  const { globalBuffer } = description;
  for (const [kind, bits, transposes] of [
    [0, movedBitsA(job), job.transposesA],
    [1, movedBitsB(job), job.transposesB],
  ] as const) {
    plan.transposes[kind] = transposes;
    if (transposes === 0) continue;
    plan.pace[kind] = transposerPace(globalBuffer.bankBytes, bits);
    plan.delay[kind] = transposerDelay;
  }
  const pace = Math.max(plan.pace[0]!, plan.pace[1]!);
  if (pace <= longestPace && pace >= flitsOf(description)) plan.commonPace = pace;
}

function planSlots(plan: GridPlan, description: PeGridDescription, job: GemmJob): void {
  const { pe, bufferB } = description;
  const vectorBits = pe.vectorSize * job.bitsB;
  const lead = (rows: number): number => overwriteLead(rows, plan.rowCycles, vectorBits, bufferB.portBits);
  const edges = [...plan.columnEdge];
  const full = slotOf(description, job, plan.depth);
  const slots = edges.map((columns) => slotOf(description, job, columns));
  plan.portA = portCyclesA(description, job.bitsA);
  plan.slotFull = full.cycles;
  plan.slackFull = gridPeShape.activity[full.slack];
  plan.wordsFull = portCyclesB(description, job.bitsB, plan.depth);
  plan.leadFull = lead(plan.depth);
  plan.slotEdge = Float64Array.from(slots, ({ cycles }) => cycles);
  plan.slackEdge = Int32Array.from(slots, ({ slack }) => gridPeShape.activity[slack]);
  plan.wordsEdge = Float64Array.from(edges, (columns) => portCyclesB(description, job.bitsB, columns));
  plan.leadEdge = Float64Array.from(edges, (columns) => lead(columns));
}
