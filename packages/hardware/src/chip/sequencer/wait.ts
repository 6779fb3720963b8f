import type { Kernel } from "@lnsim/kernel";
import type { ChipProgram } from "../program/program.ts";
import { waits, type Wait } from "../messages.ts";
import { held } from "./order.ts";
import { port, slot } from "./state.ts";
import { hasUnstored } from "./unstored.ts";

/** Tells an array without an order what it waits for, when that changes. */
export function reportWait(kernel: Kernel, block: number, base: number, reason: number): void {
  const { state } = kernel;
  if (state[base + slot.jobs]! > 0) return;
  const wait = waits.indexOf(causeOf(kernel, block, base, reason));
  if (state[base + slot.toldWait] === wait) return;
  state[base + slot.toldWait] = wait;
  kernel.send(block, port.order, -1 - wait, 0);
}

function causeOf(kernel: Kernel, block: number, base: number, reason: number): Wait {
  const { state } = kernel;
  if (reason === held.end) return "idle";
  if (reason === held.results) return "store";
  return state[base + slot.inFlight] === 0 && isDependent(kernel, block, base) ? "dependency" : "memory";
}

/** Whether nothing is on its way because what would be loaded next is not written yet. */
function isDependent(kernel: Kernel, block: number, base: number): boolean {
  const { state } = kernel;
  const { ops } = kernel.attachment(block) as ChipProgram;
  const stored = state[base + slot.storedOps]!;
  const { start, a, b, p } = ops[state[base + slot.orderOp]!]!.waitsFor;
  return state[base + slot.isSerial] === 1 || hasUnstored(start, stored) || hasUnstored(a, stored) || hasUnstored(b, stored) || hasUnstored(p, stored);
}
