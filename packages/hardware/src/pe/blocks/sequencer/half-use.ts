import type { Kernel } from "@lnsim/kernel";
import { fieldOf, nestAt } from "./op-table.ts";
import { field } from "./program.ts";
import { nest, slot } from "./state.ts";

/** Whether the next slice is the last that is read from its half of buffer A: 1 or 0. A kept block serves all column groups. */
export function freesHalfA(kernel: Kernel, block: number, base: number): number {
  const op = kernel.state[base + slot.issueOp]!;
  const unit = fieldOf(kernel, base, op, field.unitA);
  if (fieldOf(kernel, base, op, field.reusesA) === 0) return endsUnit(kernel, block, base + slot.readLeftA, unit, 1);
  if (!isLast(kernel, block, nest.issueN) || !isLast(kernel, block, nest.issueK)) return 0;
  return endsUnit(kernel, block, base + slot.readLeftA, unit, fieldOf(kernel, base, op, field.kSlices));
}

/** The same of buffer B, where a kept block serves the whole op. */
export function freesHalfB(kernel: Kernel, block: number, base: number): number {
  const op = kernel.state[base + slot.issueOp]!;
  if (fieldOf(kernel, base, op, field.reusesB) === 1) return isLastOfOp(kernel, block) ? 1 : 0;
  return endsUnit(kernel, block, base + slot.readLeftB, fieldOf(kernel, base, op, field.unitB), 1);
}

/** Takes `slices` off those that are left in a half of `unit` slices; the last slice of an op ends its half early. */
function endsUnit(kernel: Kernel, block: number, left: number, unit: number, slices: number): number {
  const state = kernel.state;
  if (state[left] === 0) state[left] = unit;
  state[left] = isLastOfOp(kernel, block) ? 0 : state[left]! - slices;
  return state[left] === 0 ? 1 : 0;
}

function isLastOfOp(kernel: Kernel, block: number): boolean {
  return isLast(kernel, block, nest.issueK) && isLast(kernel, block, nest.issueN) && isLast(kernel, block, nest.issueM);
}

function isLast(kernel: Kernel, block: number, offset: number): boolean {
  return kernel.remaining(block, nestAt(kernel, kernel.base(block), offset)) === 1;
}
