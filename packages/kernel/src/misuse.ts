import type { Kernel } from "./kernel.ts";
import { portName } from "./machine.ts";

// Out of the way of the calls that find a mistake, which stay small enough to be inlined.

/** A block's mistake: an Error with cycle, block and port (-1: none). */
export function misuse(kernel: Kernel, block: number, port: number, what: string): never {
  const at = kernel.machine.blocks[block];
  const where = at === undefined ? `block ${block}` : port < 0 ? at.name : portName(at, port);
  throw new Error(`cycle ${kernel.now}, ${where}: ${what}`);
}

export function refusePop(kernel: Kernel, block: number, port: number, n: number): never {
  return misuse(kernel, block, port, `popped ${n} messages of a run of ${kernel.ready(block, port)}`);
}

export function refuseSend(kernel: Kernel, block: number, port: number, n: number): never {
  return misuse(kernel, block, port, `sent ${n} messages with room for ${kernel.sendable(block, port)}`);
}

export function refuseTimer(kernel: Kernel, block: number, cycle: number): never {
  return misuse(kernel, block, -1, `timer for cycle ${cycle}`);
}

export function refuseActivity(kernel: Kernel, block: number, activity: number): never {
  return misuse(kernel, block, -1, `activity ${activity} is not declared`);
}

export function refuseIteration(kernel: Kernel, block: number, index: number, iterations: number): never {
  return misuse(kernel, block, -1, `iteration ${index} of ${iterations}`);
}
