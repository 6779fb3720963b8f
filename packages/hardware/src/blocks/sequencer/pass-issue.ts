import type { Kernel } from "@lnsim/kernel";
import { fieldOf } from "./op-table.ts";
import { field, opKinds } from "./program.ts";
import { port, slot } from "./state.ts";

const firstPass = 1;
/** Value of `ppuPass` during a requantisation. */
export const secondPass = 2;

/**
 * Starts the pass that an op consists of, the loss or an update, when its unit is free. The update unit works beside
 * the matrix products; the PPU does its work in the order of the ops.
 */
export function dispatchPass(kernel: Kernel, block: number, base: number, op: number): boolean {
  const state = kernel.state;
  const pass = fieldOf(kernel, base, op, field.pass);
  const elements = fieldOf(kernel, base, op, field.firstElements);
  const readBits = fieldOf(kernel, base, op, field.firstReadBits);
  const writeBits = fieldOf(kernel, base, op, field.firstWriteBits);
  if (fieldOf(kernel, base, op, field.kind) === opKinds.update) {
    if (state[base + slot.isUpdating] === 1) return false;
    state[base + slot.isUpdating] = 1;
    state[base + slot.updatedOp] = op;
    kernel.send(block, port.updatePass, elements, pass, readBits, writeBits);
    return true;
  }
  if (state[base + slot.ppuOp] !== op || state[base + slot.writtenOp] !== op || state[base + slot.ppuPass] !== 0) return false;
  state[base + slot.ppuPass] = firstPass;
  const kind = fieldOf(kernel, base, op, field.firstKind);
  kernel.send(block, port.ppuPass, elements, pass + 8 * kind, readBits, writeBits);
  return true;
}

/** Requantises the result that the PPU has spilled last, once all of it is in memory. */
export function issueSecondPass(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  if (state[base + slot.isWritten] === 0 || kernel.now < state[base + slot.passFrom]!) return;
  const op = state[base + slot.ppuOp]!;
  state[base + slot.isWritten] = 0;
  state[base + slot.ppuPass] = secondPass;
  const elements = fieldOf(kernel, base, op, field.secondElements);
  const readBits = fieldOf(kernel, base, op, field.secondReadBits);
  const writeBits = fieldOf(kernel, base, op, field.secondWriteBits);
  kernel.send(block, port.ppuPass, elements, fieldOf(kernel, base, op, field.pass), readBits, writeBits);
}

/** Hands the PPU on: updates do not use it. */
export function passPpuOn(kernel: Kernel, base: number): void {
  const state = kernel.state;
  let op = state[base + slot.ppuOp]! + 1;
  while (op < state[base + slot.ops]! && fieldOf(kernel, base, op, field.kind) === opKinds.update) op++;
  state[base + slot.ppuOp] = op;
  state[base + slot.ppuPass] = 0;
}
