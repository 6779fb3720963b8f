import type { Kernel } from "@lnsim/kernel";
import { armAt } from "./arm.ts";
import { endShare } from "./begin-share.ts";
import { columnsOf, isLastChunk, isLastGroup, lanesOf, slicesOf, slotOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";
import { reportChunk } from "./report-chunk.ts";

const { a: A, b: B, credit: CREDIT } = gridPeShape.port;
const { phase: PHASE, freeAt: FREE_AT, until: UNTIL, usesA: USES_A, usesB: USES_B, row: ROW, column: COLUMN } = gridPeShape.slot;
const { awaitsLast: AWAITS_LAST, lateLost: LATE_LOST, latePort: LATE_PORT, holds: HOLDS, completeAt: COMPLETE_AT, rows: ROWS, lanes: LANES } = gridPeShape.slot;
const { isFirstM: FIRST_M, isFirstN: FIRST_N, isFirstK: FIRST_K } = gridPeShape.slot;
const { m: NEST_M, n: NEST_N, k: NEST_K } = gridPeShape.nest;
const { drain: DRAIN } = gridPeShape.activity;
const { idleLanes: IDLE_LANES } = gridPeShape.counter;

/**
 * Ends the chunk under way once it is over: its room is free again, and its tile, if it was the last one of it, complete. The
 * announcements of its last slices are left where they are until then, so that nothing that arrives behind them wakes the PE.
 */
export function finishChunk(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state } = kernel;
  if (state[base + AWAITS_LAST] === 1 && !meetLast(kernel, block, base, plan)) return false;
  const until = state[base + UNTIL]!;
  if (kernel.now < until) {
    armAt(kernel, block, base, until);
    return false;
  }
  if (state[base + USES_A] === 1) kernel.pop(block, A);
  if (state[base + USES_B] === 1) kernel.pop(block, B);
  settle(kernel, block, base, plan);
  return true;
}

/** The last slot does not begin before the last slices can be used: false while one of them is on its way. */
function meetLast(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state, now } = kernel;
  const missing = state[base + USES_A] === 1 && !kernel.has(block, A) ? A : state[base + USES_B] === 1 && !kernel.has(block, B) ? B : -1;
  if (missing >= 0) {
    state[base + LATE_PORT] = missing;
    return false;
  }
  state[base + AWAITS_LAST] = 0;
  const overAt = now + slotOfGroup(kernel, base, plan);
  if (overAt <= state[base + UNTIL]!) return true;
  state[base + UNTIL] = overAt;
  state[base + LATE_LOST] = kernel.peek(block, state[base + LATE_PORT]!, 0);
  return true;
}

function settle(kernel: Kernel, block: number, base: number, plan: GridPlan): void {
  const { state } = kernel;
  const columns = columnsOf(kernel, base, plan);
  const lanes = lanesOf(kernel, base, plan);
  const slices = slicesOf(kernel, base, plan);
  const until = state[base + UNTIL]!;
  state[base + IDLE_LANES]! += plan.lanes * (until - state[base + FREE_AT]!) - lanes * columns * slices;
  reportChunk(kernel, block, plan, slices * columns, slices * slotOfGroup(kernel, base, plan));
  const isLastOfTile = isLastChunk(kernel, base);
  const returnsA = plan.keepsA === 0 ? 1 : isLastOfTile && isLastGroup(kernel, base) ? plan.chunks : 0;
  const returnsB = plan.keepsB === 0 ? 1 : 0;
  if (returnsA + returnsB > 0) kernel.sendAfter(block, CREDIT, 0, returnsA, returnsB, 0);
  state[base + FREE_AT] = until;
  state[base + PHASE] = phases.waiting;
  if (isLastOfTile) {
    state[base + HOLDS] = 1;
    state[base + COMPLETE_AT] = until + plan.latency;
    state[base + ROWS] = columns;
    state[base + LANES] = lanes;
  }
  advance(kernel, block, base);
}

/** On to the next chunk, column group, lane group. */
function advance(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  kernel.iterate(block, NEST_K, 1);
  state[base + FIRST_K] = 0;
  if (kernel.remaining(block, NEST_K) > 0) return mark(kernel, block, base, NEST_K);
  state[base + FIRST_K] = 1;
  kernel.iterate(block, NEST_N, 1);
  state[base + FIRST_N] = 0;
  if (kernel.remaining(block, NEST_N) > 0) mark(kernel, block, base, NEST_N);
  else {
    kernel.iterate(block, NEST_M, 1);
    state[base + FIRST_M] = 0;
    if (kernel.remaining(block, NEST_M) === 0) {
      kernel.setActivity(block, DRAIN);
      return endShare(kernel, base);
    }
    state[base + FIRST_N] = 1;
    kernel.enterNest(block, NEST_N, state[base + NEST_N + 1]!);
    mark(kernel, block, base, NEST_M);
  }
  kernel.enterNest(block, NEST_K, state[base + NEST_K + 1]!);
}

/** Turns of a loop below which looking for repetitions costs more than it saves. */
const fewestTurns = 6;

/** One PE marks the boundaries for all. */
function mark(kernel: Kernel, block: number, base: number, nest: number): void {
  const { state } = kernel;
  if (state[base + ROW] === 0 && state[base + COLUMN] === 0 && state[base + nest + 1]! >= fewestTurns) kernel.markBoundary(block, nest);
}
