import type { Kernel } from "@lnsim/kernel";
import { freesHalfA } from "./half-use.ts";
import { fieldOf } from "./op-table.ts";
import { field } from "./program.ts";
import { port, slot } from "./state.ts";

/** Has buffer A send the next slice to the lane registers, from the next cycle on. */
export function orderLaneLoad(kernel: Kernel, block: number, base: number): boolean {
  const { state, now } = kernel;
  const op = state[base + slot.issueOp]!;
  if (now + 1 < state[base + slot.slotStart]!) return false;
  const usesNewA = state[base + slot.isFirstIssueN] === 1 || fieldOf(kernel, base, op, field.reusesA) === 0;
  const usesNewB = state[base + slot.isFirstIssueM] === 1 || fieldOf(kernel, base, op, field.reusesB) === 0;
  if ((usesNewA && state[base + slot.arrivedA] === 0) || (usesNewB && state[base + slot.arrivedB] === 0)) return false;
  if (usesNewA) state[base + slot.arrivedA]! -= 1;
  if (usesNewB) state[base + slot.arrivedB]! -= 1;
  const words = fieldOf(kernel, base, op, field.portCyclesA);
  kernel.send(block, port.readA, words, freesHalfA(kernel, block, base), fieldOf(kernel, base, op, field.pass));
  state[base + slot.isOrdered] = 1;
  state[base + slot.laneReady] = now + 1 + words;
  return true;
}
