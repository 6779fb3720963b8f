import type { Kernel } from "@lnsim/kernel";
import { fieldOf, nestAt } from "./op-table.ts";
import { dispatchPass } from "./pass-issue.ts";
import { field, opKinds } from "./program.ts";
import { mayBegin } from "./readiness.ts";
import { nest, port, slot } from "./state.ts";

/**
 * Requests operand slices in the order of the loop nest, one of each operand a cycle at most, running ahead of the slots
 * as far as the buffers' halves allow. Passes are dispatched in the same order.
 */
export function issueLoads(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  while (state[base + slot.loadOp]! < state[base + slot.ops]!) {
    if (state[base + slot.isLoading] === 1) return requestSlice(kernel, block, base);
    const op = state[base + slot.loadOp]!;
    if (!mayBegin(kernel, base, op, kernel.now)) return;
    if (fieldOf(kernel, base, op, field.kind) === opKinds.gemm) enterLoops(kernel, block, base, op);
    else if (dispatchPass(kernel, block, base, op)) state[base + slot.loadOp] = op + 1;
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
}

function requestSlice(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.loadOp]!;
  const needsA = state[base + slot.isFirstLoadN] === 1 || fieldOf(kernel, base, op, field.reusesA) === 0;
  const needsB = state[base + slot.isFirstLoadM] === 1 || fieldOf(kernel, base, op, field.reusesB) === 0;
  if (needsA && !hasSpace(state, base, slot.fillLeftA, slot.halvesA, slot.inFlightA)) return;
  if (needsB && !hasSpace(state, base, slot.fillLeftB, slot.halvesB, slot.inFlightB)) return;
  const isLastK = kernel.remaining(block, nestAt(kernel, base, nest.loadK)) === 1;
  const depth = isLastK ? fieldOf(kernel, base, op, field.kEdge) : state[base + slot.vectorSize]!;
  const pass = fieldOf(kernel, base, op, field.pass);
  if (needsA) {
    const isLastM = kernel.remaining(block, nestAt(kernel, base, nest.loadM)) === 1;
    const elements = depth * (isLastM ? fieldOf(kernel, base, op, field.mEdge) : state[base + slot.lanes]!);
    const bytes = Math.ceil((elements * fieldOf(kernel, base, op, field.memoryBitsA)) / 8);
    kernel.send(block, port.loadA, bytes, elements * fieldOf(kernel, base, op, field.bitsA), pass);
    takeSpace(state, base, slot.fillLeftA, slot.halvesA, fieldOf(kernel, base, op, field.unitA));
    state[base + slot.inFlightA]! += 1;
  }
  if (needsB) {
    const isLastN = kernel.remaining(block, nestAt(kernel, base, nest.loadN)) === 1;
    const bits = depth * (isLastN ? fieldOf(kernel, base, op, field.nEdge) : state[base + slot.depth]!) * fieldOf(kernel, base, op, field.bitsB);
    kernel.send(block, port.loadB, Math.ceil(bits / 8), bits, pass);
    takeSpace(state, base, slot.fillLeftB, slot.halvesB, fieldOf(kernel, base, op, field.unitB));
    state[base + slot.inFlightB]! += 1;
  }
  advance(kernel, block, base, op);
  kernel.wakeAt(block, kernel.now + 1);
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

/** On to the next slice that needs a load; row groups for which both operands are there have none. */
function advance(kernel: Kernel, block: number, base: number, op: number): void {
  const state = kernel.state;
  const nestK = nestAt(kernel, base, nest.loadK);
  kernel.iterate(block, nestK, 1);
  if (kernel.remaining(block, nestK) > 0) return;
  const nestN = nestAt(kernel, base, nest.loadN);
  const reusesBoth = fieldOf(kernel, base, op, field.reusesA) === 1 && fieldOf(kernel, base, op, field.reusesB) === 1;
  const needsRest = !reusesBoth || state[base + slot.isFirstLoadM] === 1;
  kernel.iterate(block, nestN, needsRest ? 1 : kernel.remaining(block, nestN));
  state[base + slot.isFirstLoadN] = 0;
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

/** The next op starts in a half of its own. */
function leaveLoops(kernel: Kernel, base: number, op: number): void {
  const state = kernel.state;
  state[base + slot.isLoading] = 0;
  state[base + slot.loadOp] = op + 1;
  state[base + slot.fillLeftA] = 0;
  state[base + slot.fillLeftB] = 0;
}
