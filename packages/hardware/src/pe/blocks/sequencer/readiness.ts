import type { Kernel } from "@lnsim/kernel";
import { doneAt, fieldOf } from "./op-table.ts";
import { field } from "./program.ts";
import { slot } from "./state.ts";

/**
 * Whether an op may begin in `cycle`: everything it reads is in memory, and, where ops do not overlap, the machine is idle.
 */
export function mayBegin(kernel: Kernel, base: number, op: number, cycle: number): boolean {
  const state = kernel.state;
  if (state[base + slot.isSerial] === 1 && (state[base + slot.retireOp] !== op || cycle < state[base + slot.idleFrom]!)) return false;
  const first = fieldOf(kernel, base, op, field.dependencies);
  const count = fieldOf(kernel, base, op, field.dependencyCount);
  const list = base + state[base + slot.dependenciesAt]!;
  for (let index = first; index < first + count; index++) if (cycle < doneAt(kernel, base, state[list + index]!)) return false;
  return true;
}
