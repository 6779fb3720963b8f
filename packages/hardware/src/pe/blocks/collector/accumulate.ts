import type { Kernel } from "@lnsim/kernel";
import { isFirstSlice, isLastSlice, passOf } from "../tag.ts";
import { collectorShape } from "./state.ts";

const { results: RESULTS } = collectorShape.port;
const { rowCycles: ROW_CYCLES, received: RECEIVED, accumulatingUntil: UNTIL, holding: HOLDING, completeAt: COMPLETE_AT } = collectorShape.slot;
const { latency: LATENCY, drainedFrom: DRAINED_FROM, drainedRows: DRAINED_ROWS } = collectorShape.slot;
const { "read.fprop": READS, "write.fprop": WRITES, "received rows": RECEIVED_ROWS } = collectorShape.counter;

/** Adds results to their rows; those of a first slice replace what was there without reading it. */
export function accumulate(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now < state[base + UNTIL]! || kernel.ready(block, RESULTS) === 0) return;
  const n = kernel.burst(kernel.ready(block, RESULTS));
  const row = kernel.peek(block, RESULTS, 0);
  const tag = kernel.peek(block, RESULTS, 1);
  const completeAt = kernel.peek(block, RESULTS, 2) + state[base + LATENCY]!;
  kernel.popRun(block, RESULTS, n);
  if (isFirstSlice(tag)) checkOverwrite(kernel, base, row, n);
  else kernel.count(block, READS + passOf(tag), n);
  if (isLastSlice(tag) && row === 0) {
    state[base + HOLDING] = 1;
    state[base + COMPLETE_AT] = completeAt;
    kernel.wakeAt(block, completeAt);
  }
  kernel.count(block, WRITES + passOf(tag), n);
  kernel.count(block, RECEIVED_ROWS, n);
  state[base + RECEIVED]! += n;
  state[base + UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
}

/**
 * No row may be overwritten before it has left; in the cycle of its last read it may. Both times grow linearly with the
 * row, so that the ends of the run decide.
 */
function checkOverwrite(kernel: Kernel, base: number, row: number, n: number): void {
  const { state, now } = kernel;
  if (row === 0 && state[base + HOLDING] === 1) fail(now, row, "its tile has not been told to leave");
  const last = Math.min(row + n, state[base + DRAINED_ROWS]!) - 1;
  if (last < row) return;
  const rowCycles = state[base + ROW_CYCLES]!;
  const from = state[base + DRAINED_FROM]!;
  if (from + (row + 1) * rowCycles - 1 > now || from + (last + 1) * rowCycles - 1 > now + last - row) fail(now, row, "it has not left");
}

function fail(now: number, row: number, why: string): never {
  throw new Error(`cycle ${now}, collector: row ${row} overwritten, but ${why}`);
}
