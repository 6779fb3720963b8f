import { defineBlock, type Kernel } from "@lnsim/kernel";
import { takeDone, takeStored } from "./finish.ts";
import { issueLoads, takeLoaded } from "./load.ts";
import { orderJobs } from "./order.ts";
import type { ChipProgram } from "../program/program.ts";
import { nest, port, sequencerShape, slot } from "./state.ts";
import { reportWait } from "./wait.ts";
import { noLevel, orderWalk, productLevel } from "./walk.ts";

/** Every cycle in which anything happened: take the news, then have done what has become possible. */
function wake(kernel: Kernel, block: number, base: number): void {
  if (kernel.state[base + slot.isStarted] === 0) start(kernel, block, base);
  while (kernel.has(block, port.stored)) {
    kernel.pop(block, port.stored);
    takeStored(kernel, block, base);
  }
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
  markBoundary(kernel, block, base);
}

/** Every loop of the orders has boundaries of its own, so that a period of an outer one is looked for among its iterations. */
function markBoundary(kernel: Kernel, block: number, base: number): void {
  const level = kernel.state[base + slot.orderLevel]!;
  if (level === noLevel) return;
  kernel.state[base + slot.orderLevel] = noLevel;
  kernel.markBoundary(block, level === productLevel ? orderWalk.product : orderWalk.loops[level - 1]!);
}

function start(kernel: Kernel, block: number, base: number): void {
  kernel.state[base + slot.isStarted] = 1;
  kernel.enterNest(block, nest.stores, (kernel.attachment(block) as ChipProgram).ops[0]!.stores);
}

/** The sequencer of a chip; its attachment is a `ChipProgram`. */
export const chipSequencer = defineBlock(sequencerShape, wake);
