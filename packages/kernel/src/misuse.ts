import type { Kernel } from "./kernel.ts";
import { portName } from "./machine.ts";

/** What a block can do wrong, and what is said about it; n is the number it was done with. */
const messages = {
  read: () => "read, but is no linked in-port",
  written: () => "written, but is no linked out-port",
  invisible: () => "read without a visible message",
  popped: (kernel, block, port, n) => `popped ${n} messages of a run of ${kernel.ready(block, port)}`,
  poppedInBurst: () => "popped during a burst on the same port",
  sent: (kernel, block, port, n) => `sent ${n} messages with room for ${kernel.sendable(block, port)}`,
  overtaking: () => "sent a message that would overtake an earlier one",
  timer: (_kernel, _block, _port, n) => `timer for cycle ${n}`,
  activity: (_kernel, _block, _port, n) => `activity ${n} is not declared`,
  past: (_kernel, _block, _port, n) => `activity changed as of cycle ${n}`,
  note: (_kernel, _block, _port, n) => `note ${n} is not declared`,
  iterations: (_kernel, _block, _port, n) => `${n} iterations beyond the end of the loop`,
} satisfies Record<string, (kernel: Kernel, block: number, port: number, n: number) => string>;

export type Misuse = keyof typeof messages;

/** Throws a block's mistake: an Error with cycle, block and port (-1: none). */
export function throwMisuse(kernel: Kernel, kind: Misuse, block: number, port: number, n: number): never {
  const at = kernel.machine.blocks[block];
  const where = at === undefined ? `block ${block}` : port < 0 ? at.name : portName(at, port);
  throw new Error(`cycle ${kernel.now}, ${where}: ${messages[kind](kernel, block, port, n)}`);
}
