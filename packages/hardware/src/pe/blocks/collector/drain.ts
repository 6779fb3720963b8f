import type { Kernel } from "@lnsim/kernel";
import { collectorShape } from "./state.ts";

const { drain: DRAIN, rows: ROWS } = collectorShape.port;
const { rowCycles: ROW_CYCLES, received: RECEIVED, accumulatingUntil: ACCUMULATING_UNTIL, holding: HOLDING } = collectorShape.slot;
const { leaving: LEAVING, row: ROW, lanes: LANES, pass: PASS, drainingUntil: UNTIL } = collectorShape.slot;
const { drainedFrom: DRAINED_FROM, drainedRows: DRAINED_ROWS } = collectorShape.slot;
const { "read.fprop": READS, "drained rows": DRAINED } = collectorShape.counter;

/** Sends the rows of a finished tile to the PPU, one every `rowCycles` cycles. */
export function drain(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now < state[base + UNTIL]!) return;
  if (state[base + LEAVING] === 0) {
    state[base + DRAINED_FROM] = -Infinity;
    state[base + DRAINED_ROWS] = 0;
    if (!kernel.has(block, DRAIN)) return;
    begin(kernel, block, base);
  }
  const rowCycles = state[base + ROW_CYCLES]!;
  const n = rowCycles === 1 ? kernel.burst(state[base + LEAVING]!) : 1;
  kernel.sendRun(block, ROWS, 0, n, 1, state[base + ROW]!, state[base + LANES]!, state[base + PASS]!);
  kernel.count(block, READS + state[base + PASS]!, n);
  kernel.count(block, DRAINED, n);
  state[base + LEAVING]! -= n;
  state[base + ROW]! += n;
  state[base + UNTIL] = now + n * rowCycles;
  kernel.wakeAt(block, now + n * rowCycles);
}

function begin(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const rows = kernel.peek(block, DRAIN, 0);
  const expected = kernel.peek(block, DRAIN, 2);
  if (state[base + RECEIVED] !== expected || state[base + ACCUMULATING_UNTIL]! > now) {
    throw new Error(`cycle ${now}, collector: told to drain with ${state[base + RECEIVED]} of ${expected} results`);
  }
  state[base + LEAVING] = rows;
  state[base + DRAINED_ROWS] = rows;
  state[base + DRAINED_FROM] = now;
  state[base + ROW] = 0;
  state[base + LANES] = kernel.peek(block, DRAIN, 1);
  state[base + PASS] = kernel.peek(block, DRAIN, 3);
  state[base + RECEIVED] = 0;
  state[base + HOLDING] = 0;
  kernel.pop(block, DRAIN);
}
