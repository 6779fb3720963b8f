import { defineBlock, type Kernel } from "@lnsim/kernel";
import { accumulate } from "./accumulate.ts";
import { drain } from "./drain.ts";
import { collectorShape } from "./state.ts";

const { accumulatingUntil: ACCUMULATING_UNTIL, drainingUntil: DRAINING_UNTIL, holding: HOLDING, completeAt: COMPLETE_AT } = collectorShape.slot;
const { idle: IDLE, accumulate: ACCUMULATE, drain: DRAIN, "accumulate and drain": BOTH, blocked: BLOCKED } = collectorShape.activity;

/** Reads before it writes: a row may leave in the cycle in which the next tile overwrites it. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  drain(kernel, block, base);
  accumulate(kernel, block, base);
  const isDraining = now < state[base + DRAINING_UNTIL]!;
  if (now < state[base + ACCUMULATING_UNTIL]!) return kernel.setActivity(block, isDraining ? BOTH : ACCUMULATE);
  if (isDraining) return kernel.setActivity(block, DRAIN);
  kernel.setActivity(block, state[base + HOLDING] === 1 && now >= state[base + COMPLETE_AT]! ? BLOCKED : IDLE);
}

/** The accumulation collector. */
export const collector = defineBlock(collectorShape, wake);
