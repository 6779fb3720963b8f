import type { Kernel } from "@lnsim/kernel";
import { operationFields } from "./program.ts";
import { slot, tableAt } from "./state.ts";

const rowLength = operationFields.length;

/** A field of an op; `offset` is from `field`. */
export function fieldOf(kernel: Kernel, base: number, op: number, offset: number): number {
  return kernel.state[base + tableAt + op * rowLength + offset]!;
}

/** The number of a nest, for the kernel's nest calls; `offset` is from `nest`. */
export function nestAt(kernel: Kernel, base: number, offset: number): number {
  return kernel.state[base + slot.nestsAt]! + offset;
}

/** The cycle from which on an op is over, all its results in memory; infinite while that is not known. */
export function doneAt(kernel: Kernel, base: number, op: number): number {
  return kernel.state[base + kernel.state[base + slot.doneAt]! + op]!;
}

/** Notes that an op is over from `cycle` on. */
export function setDone(kernel: Kernel, base: number, op: number, cycle: number): void {
  kernel.state[base + kernel.state[base + slot.doneAt]! + op] = cycle;
}
