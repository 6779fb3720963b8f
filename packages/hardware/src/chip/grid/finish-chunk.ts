import type { Kernel } from "@lnsim/kernel";
import { armAt } from "./arm.ts";
import { endShare } from "./begin-share.ts";
import { causeOfStream } from "./cause-of-stream.ts";
import { columnsOf, isLastChunk, isLastGroup, lanesOf, slackOfGroup, slicesOf, slotOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";
import { reportChunk } from "./report-chunk.ts";

const { a: A, b: B, credit: CREDIT } = gridPeShape.port;
const { phase: PHASE, freeAt: FREE_AT, until: UNTIL, awaitsA: AWAITS_A, awaitsB: AWAITS_B, row: ROW, column: COLUMN } = gridPeShape.slot;
const { lateLost: LATE_LOST, lateCause: LATE_CAUSE, holds: HOLDS, completeAt: COMPLETE_AT, rows: ROWS, lanes: LANES } = gridPeShape.slot;
const { isFirstM: FIRST_M, isFirstN: FIRST_N, isFirstK: FIRST_K } = gridPeShape.slot;
const { m: NEST_M, n: NEST_N, k: NEST_K } = gridPeShape.nest;
const { drain: DRAIN } = gridPeShape.activity;
const { idleLanes: IDLE_LANES } = gridPeShape.counter;

/**
 * Ends the chunk under way once it is over: its room is free again, and its tile, if it was the last one of it, complete. The
 * arrival of its last slices is looked at then, so that until then nothing that arrives behind them wakes the PE.
 */
export function finishChunk(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state, now } = kernel;
  if (now >= state[base + UNTIL]!) {
    if (state[base + AWAITS_A] === 1 && kernel.has(block, A)) {
      state[base + AWAITS_A] = 0;
      meetLast(kernel, block, plan, A);
    }
    if (state[base + AWAITS_B] === 1 && kernel.has(block, B)) {
      state[base + AWAITS_B] = 0;
      meetLast(kernel, block, plan, B);
    }
    if (state[base + AWAITS_A] === 1 || state[base + AWAITS_B] === 1) return false;
  }
  const until = state[base + UNTIL]!;
  if (now < until) {
    armAt(kernel, block, base, until);
    return false;
  }
  settle(kernel, block, base, plan);
  return true;
}

/** The last slot does not begin before the last slice has arrived and gone through the port of buffer A. */
function meetLast(kernel: Kernel, block: number, plan: GridPlan, port: number): void {
  const { state } = kernel;
  const base = kernel.base(block);
  const overAt = kernel.peek(block, port, 0) + plan.portA + slotOfGroup(kernel, base, plan);
  if (overAt > state[base + UNTIL]!) {
    state[base + UNTIL] = overAt;
    state[base + LATE_LOST] = kernel.peek(block, port, 1);
    state[base + LATE_CAUSE] = causeOfStream(plan, port);
  }
  kernel.pop(block, port);
}

function settle(kernel: Kernel, block: number, base: number, plan: GridPlan): void {
  const { state } = kernel;
  const columns = columnsOf(kernel, base, plan);
  const lanes = lanesOf(kernel, base, plan);
  const slices = slicesOf(kernel, base, plan);
  const until = state[base + UNTIL]!;
  state[base + IDLE_LANES]! += plan.lanes * (until - state[base + FREE_AT]!) - lanes * columns * slices;
  reportChunk(kernel, block, slices * columns, slices * (slotOfGroup(kernel, base, plan) - columns), slackOfGroup(kernel, base, plan));
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
  const marks = state[base + ROW] === 0 && state[base + COLUMN] === 0;
  kernel.iterate(block, NEST_K, 1);
  state[base + FIRST_K] = 0;
  if (kernel.remaining(block, NEST_K) > 0) {
    if (marks) kernel.markBoundary(block, NEST_K);
    return;
  }
  state[base + FIRST_K] = 1;
  kernel.iterate(block, NEST_N, 1);
  state[base + FIRST_N] = 0;
  if (kernel.remaining(block, NEST_N) === 0) {
    kernel.iterate(block, NEST_M, 1);
    state[base + FIRST_M] = 0;
    if (kernel.remaining(block, NEST_M) === 0) {
      kernel.setActivity(block, DRAIN);
      return endShare(kernel, base);
    }
    state[base + FIRST_N] = 1;
    kernel.enterNest(block, NEST_N, state[base + NEST_N + 1]!);
    if (marks) kernel.markBoundary(block, NEST_M);
  } else if (marks) kernel.markBoundary(block, NEST_N);
  kernel.enterNest(block, NEST_K, state[base + NEST_K + 1]!);
}
