import type { Kernel } from "@lnsim/kernel";
import { doneAt } from "./op-table.ts";
import { port, retiredCounter, slot } from "./state.ts";

/**
 * Retires ops in order, each as soon as it and all before it are over. An op that is over from the next cycle on retires
 * with it; the run ends with the last one.
 */
export function retire(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const ops = state[base + slot.ops]!;
  while (state[base + slot.retireOp]! < ops && doneAt(kernel, base, state[base + slot.retireOp]!) <= now + 1) {
    const op = state[base + slot.retireOp]!;
    state[base + state[base + slot.retiredAt]! + op] = now + 1;
    state[base + slot.retireOp] = op + 1;
    state[base + slot.idleFrom] = now + 1;
    kernel.count(block, state[base + slot.nestsAt]! + retiredCounter, 1);
    kernel.send(block, port.retired, op);
    kernel.wakeAt(block, now + 1);
    if (op + 1 === ops) kernel.stopAt(now + 1);
  }
}
