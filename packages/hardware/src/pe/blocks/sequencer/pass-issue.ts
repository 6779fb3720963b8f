import type { Kernel } from "@lnsim/kernel";
import { fieldOf } from "./op-table.ts";
import { field, opKinds } from "./program.ts";
import { mayBegin } from "./readiness.ts";
import { port, slot } from "./state.ts";

/**
 * Starts the pass over stored tensors whose turn on the PPU it is, once all results before it are in memory and so is what it
 * reads. The PPU does its work in the order of the ops; matrix products behind a pass may load and multiply beside it.
 */
export function issuePass(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const op = state[base + slot.ppuOp]!;
  if (state[base + slot.isPassing] === 1 || op === state[base + slot.ops] || state[base + slot.writtenOp] !== op) return;
  if (fieldOf(kernel, base, op, field.kind) !== opKinds.vector || !mayBegin(kernel, base, op, kernel.now)) return;
  state[base + slot.isPassing] = 1;
  const rowAndPass = fieldOf(kernel, base, op, field.pass) + 8 * fieldOf(kernel, base, op, field.passRow);
  kernel.send(block, port.ppuPass, fieldOf(kernel, base, op, field.elements), rowAndPass, fieldOf(kernel, base, op, field.readBits), fieldOf(kernel, base, op, field.writeBits));
}

/** Starts an update when its unit is free, beside the matrix products. */
export function issueUpdate(kernel: Kernel, block: number, base: number, op: number): boolean {
  const state = kernel.state;
  if (state[base + slot.isUpdating] === 1) return false;
  state[base + slot.isUpdating] = 1;
  state[base + slot.updatedOp] = op;
  const pass = fieldOf(kernel, base, op, field.pass);
  kernel.send(block, port.updatePass, fieldOf(kernel, base, op, field.elements), pass, fieldOf(kernel, base, op, field.readBits), fieldOf(kernel, base, op, field.writeBits));
  return true;
}

/** Hands the PPU on: updates do not use it. */
export function passPpuOn(kernel: Kernel, base: number): void {
  const state = kernel.state;
  let op = state[base + slot.ppuOp]! + 1;
  while (op < state[base + slot.ops]! && fieldOf(kernel, base, op, field.kind) === opKinds.update) op++;
  state[base + slot.ppuOp] = op;
  state[base + slot.isPassing] = 0;
}
