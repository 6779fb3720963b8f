import type { Kernel } from "@lnsim/kernel";
import { fieldOf } from "./op-table.ts";
import { field, opKinds } from "./program.ts";
import { port, slot } from "./state.ts";

/**
 * Starts the pass that an op consists of when its unit is free. The update unit works beside the matrix products; the PPU does
 * its work in the order of the ops, a pass once all results before it are in memory.
 */
export function dispatchPass(kernel: Kernel, block: number, base: number, op: number): boolean {
  const state = kernel.state;
  const pass = fieldOf(kernel, base, op, field.pass);
  const elements = fieldOf(kernel, base, op, field.elements);
  const readBits = fieldOf(kernel, base, op, field.readBits);
  const writeBits = fieldOf(kernel, base, op, field.writeBits);
  if (fieldOf(kernel, base, op, field.kind) === opKinds.update) {
    if (state[base + slot.isUpdating] === 1) return false;
    state[base + slot.isUpdating] = 1;
    state[base + slot.updatedOp] = op;
    kernel.send(block, port.updatePass, elements, pass, readBits, writeBits);
    return true;
  }
  if (state[base + slot.ppuOp] !== op || state[base + slot.writtenOp] !== op) return false;
  kernel.send(block, port.ppuPass, elements, pass + 8 * fieldOf(kernel, base, op, field.passRow), readBits, writeBits);
  return true;
}

/** Hands the PPU on: updates do not use it. */
export function passPpuOn(kernel: Kernel, base: number): void {
  const state = kernel.state;
  let op = state[base + slot.ppuOp]! + 1;
  while (op < state[base + slot.ops]! && fieldOf(kernel, base, op, field.kind) === opKinds.update) op++;
  state[base + slot.ppuOp] = op;
}
