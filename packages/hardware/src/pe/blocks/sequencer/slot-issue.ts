import type { Kernel } from "@lnsim/kernel";
import { orderLaneLoad } from "./lane-load.ts";
import { fieldOf, nestAt } from "./op-table.ts";
import { field, opKinds } from "./program.ts";
import { beginSlot } from "./slot-begin.ts";
import { startOf } from "./slot-start.ts";
import { nest, slot } from "./state.ts";

/**
 * Issues the slices of all matrix products in order. A slice is loaded into the lane registers when the slice before it
 * has begun its slot and its operands are in the buffers; it begins when it is loaded, the slot before is over, and,
 * if it opens a tile, the collector can take its results.
 */
export function issueSlots(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  if (state[base + slot.isIssuing] === 0 && !enterNext(kernel, block, base)) return;
  if (state[base + slot.isOrdered] === 0 && !orderLaneLoad(kernel, block, base)) return;
  const start = startOf(kernel, base);
  if (start !== Infinity) {
    beginSlot(kernel, block, base, start);
    return advance(kernel, block, base);
  }
  const laneReady = state[base + slot.laneReady]!;
  if (laneReady - 1 > kernel.now) kernel.wakeAt(block, laneReady - 1);
}

/** Enters the loops of the next matrix product, if there is one. */
function enterNext(kernel: Kernel, block: number, base: number): boolean {
  const state = kernel.state;
  let op = state[base + slot.issueOp]!;
  while (op < state[base + slot.ops]! && fieldOf(kernel, base, op, field.kind) !== opKinds.gemm) op++;
  state[base + slot.issueOp] = op;
  if (op === state[base + slot.ops]) return false;
  kernel.enterNest(block, nestAt(kernel, base, nest.issueM), fieldOf(kernel, base, op, field.mTiles));
  kernel.enterNest(block, nestAt(kernel, base, nest.issueN), fieldOf(kernel, base, op, field.nTiles));
  kernel.enterNest(block, nestAt(kernel, base, nest.issueK), fieldOf(kernel, base, op, field.kSlices));
  state[base + slot.isIssuing] = 1;
  state[base + slot.isFirstIssueM] = 1;
  state[base + slot.isFirstIssueN] = 1;
  state[base + slot.isOpening] = 1;
  return true;
}

/** On to the next slice, tile, row group, op. */
function advance(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.issueOp]!;
  const nestK = nestAt(kernel, base, nest.issueK);
  kernel.iterate(block, nestK, 1);
  kernel.markBoundary(block, nestK);
  if (kernel.remaining(block, nestK) > 0) return;
  const nestN = nestAt(kernel, base, nest.issueN);
  kernel.iterate(block, nestN, 1);
  state[base + slot.isFirstIssueN] = 0;
  state[base + slot.isOpening] = 1;
  if (kernel.remaining(block, nestN) === 0) {
    const nestM = nestAt(kernel, base, nest.issueM);
    kernel.iterate(block, nestM, 1);
    state[base + slot.isFirstIssueM] = 0;
    if (kernel.remaining(block, nestM) === 0) {
      state[base + slot.isIssuing] = 0;
      state[base + slot.issueOp] = op + 1;
      return;
    }
    kernel.markBoundary(block, nestM);
    kernel.enterNest(block, nestN, fieldOf(kernel, base, op, field.nTiles));
    state[base + slot.isFirstIssueN] = 1;
  } else {
    kernel.markBoundary(block, nestN);
  }
  kernel.enterNest(block, nestK, fieldOf(kernel, base, op, field.kSlices));
}
