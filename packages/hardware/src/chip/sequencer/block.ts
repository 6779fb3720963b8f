import { defineBlock, type Kernel } from "@lnsim/kernel";
import { takeDone, takeStored } from "./finish.ts";
import { issueLoads, takeLoaded } from "./load.ts";
import { orderJobs } from "./order.ts";
import type { ChipProgram } from "../program/program.ts";
import { nest, port, sequencerShape, slot } from "./state.ts";
import { reportWait } from "./wait.ts";

/** Every cycle in which anything happened: take the news, then have done what has become possible. */
function wake(kernel: Kernel, block: number, base: number): void {
  if (kernel.state[base + slot.isStarted] === 0) start(kernel, block, base);
  while (kernel.has(block, port.stored)) {
    kernel.pop(block, port.stored);
    takeStored(kernel, block, base);
  }
  const isBoundary = kernel.has(block, port.done);
  while (kernel.has(block, port.done)) {
    kernel.pop(block, port.done);
    takeDone(kernel, block, base);
  }
  while (kernel.has(block, port.loaded)) {
    kernel.pop(block, port.loaded);
    takeLoaded(kernel, base);
  }
  issueLoads(kernel, block, base);
  reportWait(kernel, block, base, orderJobs(kernel, block, base));
  if (isBoundary) kernel.markBoundary(block, nest.orderInner);
}

function start(kernel: Kernel, block: number, base: number): void {
  kernel.state[base + slot.isStarted] = 1;
  kernel.enterNest(block, nest.stores, (kernel.attachment(block) as ChipProgram).ops[0]!.stores);
}

/** The sequencer of a chip; its attachment is a `ChipProgram`. */
export const chipSequencer = defineBlock(sequencerShape, wake);
