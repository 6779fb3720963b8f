import type { Kernel } from "@lnsim/kernel";
import { fieldOf, nestAt } from "./op-table.ts";
import { issueUpdate } from "./pass-issue.ts";
import { field, opKinds } from "./program.ts";
import { mayBegin } from "./readiness.ts";
import { nest, port, slot } from "./state.ts";

/**
 * Requests operand slices in the order of the loop nest, one of each operand a cycle at most, running ahead of the slots
 * as far as the buffers' halves allow. Updates start in the same order; passes of the PPU hold no load up.
 */
export function issueLoads(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  while (state[base + slot.loadOp]! < state[base + slot.ops]!) {
    if (state[base + slot.isLoading] === 1) return requestSlice(kernel, block, base);
    const op = state[base + slot.loadOp]!;
    const kind = fieldOf(kernel, base, op, field.kind);
    if (kind === opKinds.vector) {
      state[base + slot.loadOp] = op + 1;
      continue;
    }
    if (!mayBegin(kernel, base, op, kernel.now)) return;
    if (kind === opKinds.gemm) enterLoops(kernel, block, base, op);
    else if (issueUpdate(kernel, block, base, op)) state[base + slot.loadOp] = op + 1;
    else return;
  }
}

function enterLoops(kernel: Kernel, block: number, base: number, op: number): void {
  const state = kernel.state;
  kernel.enterNest(block, nestAt(kernel, base, nest.loadM), fieldOf(kernel, base, op, field.mTiles));
  kernel.enterNest(block, nestAt(kernel, base, nest.loadN), fieldOf(kernel, base, op, field.nTiles));
  kernel.enterNest(block, nestAt(kernel, base, nest.loadK), fieldOf(kernel, base, op, field.kSlices));
  state[base + slot.isLoading] = 1;
  state[base + slot.isFirstLoadM] = 1;
  state[base + slot.isFirstLoadN] = 1;
  state[base + slot.isTileStart] = 1;
}

/** Requests what the slice at hand needs, all of it or nothing: slices of A and B, and with a tile's first one its mask. */
function requestSlice(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const needsA = state[base + slot.isFirstLoadN] === 1 || fieldOf(kernel, base, op, field.reusesA) === 0;
  const needsB = state[base + slot.isFirstLoadM] === 1 || fieldOf(kernel, base, op, field.reusesB) === 0;
  const needsMask = state[base + slot.isTileStart] === 1 && fieldOf(kernel, base, op, field.maskBits) > 0;
  if (needsA && !hasSpace(state, base, slot.fillLeftA, slot.halvesA, slot.inFlightA)) return;
  if (needsB && !hasSpace(state, base, slot.fillLeftB, slot.halvesB, slot.inFlightB)) return;
  if (needsMask && state[base + slot.masksHeld]! >= state[base + slot.maskTiles]!) return;
  if (needsA) requestA(kernel, block, base);
  if (needsB) requestB(kernel, block, base);
  if (needsMask) requestMask(kernel, block, base);
  advance(kernel, block, base, needsA || needsB);
  kernel.wakeAt(block, kernel.now + 1);
}

function requestA(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const elements = depthOf(kernel, block, base) * lanesOf(kernel, block, base);
  const bytes = Math.ceil((elements * fieldOf(kernel, base, op, field.memoryBitsA)) / 8);
  kernel.send(block, port.loadA, bytes, elements * fieldOf(kernel, base, op, field.bitsA), fieldOf(kernel, base, op, field.pass));
  takeSpace(state, base, slot.fillLeftA, slot.halvesA, fieldOf(kernel, base, op, field.unitA));
  state[base + slot.inFlightA]! += 1;
}

function requestB(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const elements = depthOf(kernel, block, base) * columnsOf(kernel, block, base);
  const bytes = Math.ceil((elements * fieldOf(kernel, base, op, field.memoryBitsB)) / 8);
  kernel.send(block, port.loadB, bytes, elements * fieldOf(kernel, base, op, field.bitsB), fieldOf(kernel, base, op, field.pass));
  takeSpace(state, base, slot.fillLeftB, slot.halvesB, fieldOf(kernel, base, op, field.unitB));
  state[base + slot.inFlightB]! += 1;
}

function requestMask(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const bits = lanesOf(kernel, block, base) * columnsOf(kernel, block, base) * fieldOf(kernel, base, op, field.maskBits);
  kernel.send(block, port.loadMask, Math.ceil(bits / 8), fieldOf(kernel, base, op, field.pass));
  state[base + slot.masksHeld]! += 1;
}

/** Valid rows of the slice at hand. */
function lanesOf(kernel: Kernel, block: number, base: number): number {
  const isLast = kernel.remaining(block, nestAt(kernel, base, nest.loadM)) === 1;
  return isLast ? fieldOf(kernel, base, kernel.state[base + slot.loadOp]!, field.mEdge) : kernel.state[base + slot.lanes]!;
}

/** Valid columns of the slice at hand. */
function columnsOf(kernel: Kernel, block: number, base: number): number {
  const isLast = kernel.remaining(block, nestAt(kernel, base, nest.loadN)) === 1;
  return isLast ? fieldOf(kernel, base, kernel.state[base + slot.loadOp]!, field.nEdge) : kernel.state[base + slot.depth]!;
}

/** Valid terms of the slice at hand. */
function depthOf(kernel: Kernel, block: number, base: number): number {
  const isLast = kernel.remaining(block, nestAt(kernel, base, nest.loadK)) === 1;
  return isLast ? fieldOf(kernel, base, kernel.state[base + slot.loadOp]!, field.kEdge) : kernel.state[base + slot.vectorSize]!;
}

/** Whether a slice may be requested: into the half that is being filled, or into a free one. */
function hasSpace(state: Float64Array, base: number, fillLeft: number, halves: number, inFlight: number): boolean {
  if (state[base + inFlight]! >= state[base + slot.outstandingLoads]!) return false;
  return state[base + fillLeft]! > 0 || state[base + halves]! < 2;
}

function takeSpace(state: Float64Array, base: number, fillLeft: number, halves: number, unit: number): void {
  if (state[base + fillLeft] === 0) {
    state[base + fillLeft] = unit;
    state[base + halves]! += 1;
  }
  state[base + fillLeft]! -= 1;
}

/** On to the next slice that needs a load. Tiles whose operands are all there have none, but for their mask. */
function advance(kernel: Kernel, block: number, base: number, hasLoads: boolean): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const nestK = nestAt(kernel, base, nest.loadK);
  kernel.iterate(block, nestK, hasLoads ? 1 : kernel.remaining(block, nestK));
  state[base + slot.isTileStart] = 0;
  if (kernel.remaining(block, nestK) > 0) return;
  const nestN = nestAt(kernel, base, nest.loadN);
  kernel.iterate(block, nestN, needsOtherColumns(kernel, base, op) ? 1 : kernel.remaining(block, nestN));
  state[base + slot.isFirstLoadN] = 0;
  state[base + slot.isTileStart] = 1;
  if (kernel.remaining(block, nestN) === 0) {
    const nestM = nestAt(kernel, base, nest.loadM);
    kernel.iterate(block, nestM, 1);
    state[base + slot.isFirstLoadM] = 0;
    if (kernel.remaining(block, nestM) === 0) return leaveLoops(kernel, base, op);
    kernel.enterNest(block, nestN, fieldOf(kernel, base, op, field.nTiles));
    state[base + slot.isFirstLoadN] = 1;
  }
  kernel.enterNest(block, nestK, fieldOf(kernel, base, op, field.kSlices));
}

/** Whether the column groups after the first of a row group load anything. */
function needsOtherColumns(kernel: Kernel, base: number, op: number): boolean {
  if (kernel.state[base + slot.isFirstLoadM] === 1 || fieldOf(kernel, base, op, field.maskBits) > 0) return true;
  return fieldOf(kernel, base, op, field.reusesA) === 0 || fieldOf(kernel, base, op, field.reusesB) === 0;
}

/** The next op starts in a half of its own. */
function leaveLoops(kernel: Kernel, base: number, op: number): void {
  const state = kernel.state;
  state[base + slot.isLoading] = 0;
  state[base + slot.loadOp] = op + 1;
  state[base + slot.fillLeftA] = 0;
  state[base + slot.fillLeftB] = 0;
}
