import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "./context.ts";
import { isLastGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";

const { p: P, written: WRITTEN, credit: CREDIT, out: OUT } = gridPeShape.port;
const { phase: PHASE, column: COLUMN, holds: HOLDS, completeAt: COMPLETE_AT, rows: ROWS, lanes: LANES } = gridPeShape.slot;
const { drainedUntil: DRAINED_UNTIL, collectorAt: COLLECTOR_AT, stagingUsed: STAGING_USED, leaving: LEAVING } = gridPeShape.slot;
const { idle: IDLE } = gridPeShape.activity;
const { collectorReads: COLLECTOR_READS, rowsOut: ROWS_OUT, results: RESULTS, bytesP: BYTES_P, bytesOut: BYTES_OUT } = gridPeShape.counter;

/** Transfers of results that a PE may have announced and not finished. */
export const mostLeaving = 64;

/**
 * Tells the finished tile to leave once it is complete, the tile before has left, the PPU has room for all of its rows, and what
 * masks them is there. The next tile's results may overwrite a row in the cycle in which it is read.
 */
export function drainTile(kernel: Kernel, block: number, base: number, { plan, stagingRows, packetBytes }: GridContext): void {
  const { state, now } = kernel;
  const rows = state[base + ROWS]!;
  const elements = rows * state[base + LANES]!;
  if (state[base + STAGING_USED]! + rows > stagingRows || state[base + LEAVING] === mostLeaving) return;
  if (plan.masks === 1) {
    if (!kernel.has(block, P)) return;
    kernel.pop(block, P);
    state[base + BYTES_P]! += Math.ceil((elements * plan.maskBits) / 8);
  }
  if (plan.phases > 0) kernel.sendAfter(block, CREDIT, 0, 0, 0, plan.phases);
  const from = Math.max(state[base + COMPLETE_AT]!, state[base + DRAINED_UNTIL]!, now + 1);
  const span = rows * plan.rowCycles;
  const bytes = Math.ceil((elements * plan.bitsOut) / 8);
  kernel.sendAfter(block, OUT, 0, Math.ceil(bytes / packetBytes), span, rows, from + plan.unitLatency);
  state[base + COLLECTOR_READS]! += rows;
  state[base + ROWS_OUT]! += rows;
  state[base + RESULTS]! += elements;
  state[base + BYTES_OUT]! += bytes;
  state[base + STAGING_USED]! += rows;
  state[base + LEAVING]! += 1;
  state[base + DRAINED_UNTIL] = from + span;
  state[base + COLLECTOR_AT] = plan.isSerial === 1 ? from + span : from + leadOf(kernel, base, plan, rows) - plan.latency;
  state[base + HOLDS] = 0;
}

/** Cycles from the start of the drain to the first result of the next tile, in whose column group the loops stand. */
function leadOf(kernel: Kernel, base: number, plan: GridPlan, rows: number): number {
  const isFull = rows === plan.depth && (kernel.state[base + PHASE] === phases.over || !isLastGroup(kernel, base));
  return isFull ? plan.leadFull : plan.leadEdge[kernel.state[base + COLUMN]!]!;
}

/** Results have reached the global buffer: their staging is free, and the PE idle when nothing else is to come. */
export function takeWritten(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  state[base + STAGING_USED]! -= kernel.peek(block, WRITTEN, 0);
  state[base + LEAVING]! -= 1;
  kernel.pop(block, WRITTEN);
  if (state[base + PHASE] === phases.over && state[base + HOLDS] === 0 && state[base + LEAVING] === 0) kernel.setActivity(block, IDLE);
}
