import type { Kernel } from "@lnsim/kernel";
import { fieldOf, setDone } from "./op-table.ts";
import { passPpuOn } from "./pass-issue.ts";
import { field, opKinds } from "./program.ts";
import { port, slot } from "./state.ts";

/** Takes the tokens of this cycle: slices that arrived, halves that were freed, writes that are over. */
export function receive(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  while (kernel.has(block, port.arrivedA)) {
    kernel.pop(block, port.arrivedA);
    state[base + slot.inFlightA]! -= 1;
    state[base + slot.arrivedA]! += 1;
  }
  while (kernel.has(block, port.arrivedB)) {
    kernel.pop(block, port.arrivedB);
    state[base + slot.inFlightB]! -= 1;
    state[base + slot.arrivedB]! += 1;
  }
  while (kernel.has(block, port.arrivedMask)) {
    kernel.pop(block, port.arrivedMask);
    state[base + slot.masksArrived]! += 1;
  }
  while (kernel.has(block, port.freedA)) {
    kernel.pop(block, port.freedA);
    state[base + slot.halvesA]! -= 1;
  }
  while (kernel.has(block, port.freedB)) {
    kernel.pop(block, port.freedB);
    state[base + slot.halvesB]! -= 1;
  }
  while (kernel.has(block, port.ppuWritten)) {
    const isLast = kernel.peek(block, port.ppuWritten, 1) === 1;
    const rows = kernel.peek(block, port.ppuWritten, 0);
    kernel.pop(block, port.ppuWritten);
    state[base + slot.stagingFree]! += rows;
    if (rows > 0 && fieldOf(kernel, base, state[base + slot.writtenOp]!, field.maskBits) > 0) state[base + slot.masksHeld]! -= 1;
    if (isLast) resultIsWritten(kernel, block, base);
  }
  while (kernel.has(block, port.updateWritten)) {
    kernel.pop(block, port.updateWritten);
    state[base + slot.isUpdating] = 0;
    setDone(kernel, base, state[base + slot.updatedOp]!, kernel.now + 1);
    kernel.wakeAt(block, kernel.now + 1);
  }
}

/** From the next cycle on, all that the PPU made of an op is in memory: the op is over. */
function resultIsWritten(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const op = state[base + slot.writtenOp]!;
  kernel.wakeAt(block, now + 1);
  setDone(kernel, base, op, now + 1);
  if (state[base + slot.ppuOp] === op) passPpuOn(kernel, base);
  state[base + slot.writtenOp] = nextWritten(kernel, base, op);
}

function nextWritten(kernel: Kernel, base: number, op: number): number {
  const ops = kernel.state[base + slot.ops]!;
  let next = op + 1;
  while (next < ops && fieldOf(kernel, base, next, field.kind) === opKinds.update) next++;
  return next;
}
