import { defineBlock, type BlockKind, type BlockShape, type Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { beginJob } from "./begin.ts";
import { arbitrate } from "./cycle.ts";
import { takeResults } from "./grant.ts";
import { lockstep } from "./lockstep.ts";
import { nextCompletion } from "./next-wake.ts";
import { startTransfers } from "./transfer.ts";

/**
 * Catches up with the cycles before this one, which went on without anything new; takes what has come in; does this cycle; and
 * sleeps until something can be complete or comes in.
 */
function wake(kernel: Kernel, block: number): void {
  const context = kernel.attachment(block) as GridContext;
  const { slots, base } = context;
  const { state, now } = kernel;
  if (state[base + slots.begun] === 0) beginJob(kernel, context);
  catchUp(kernel, context, now);
  receive(kernel, context);
  if (state[base + slots.hasRoom] === 1) startTransfers(kernel, context);
  arbitrate(kernel, context, now);
  state[base + slots.done] = now + 1;
  if (state[base + slots.hasRoom] === 1) startTransfers(kernel, context);
  settle(kernel, context);
  const next = nextCompletion(kernel, context);
  if (state[base + slots.armed]! <= now) state[base + slots.armed] = -Infinity;
  if (next === Infinity || (state[base + slots.armed]! > now && state[base + slots.armed]! <= next)) return;
  const at = now + kernel.burst(next - now);
  state[base + slots.armed] = at;
  kernel.wakeAt(block, at);
}

/** Does the cycles before `end` that have not been done: as many at once as are alike. */
function catchUp(kernel: Kernel, context: GridContext, end: number): void {
  let cycle = kernel.state[context.base + context.slots.done]!;
  while (cycle < end) {
    const n = lockstep(kernel, context, cycle, end);
    if (n === 0) arbitrate(kernel, context, cycle);
    cycle += n === 0 ? 1 : n;
  }
}

function receive(kernel: Kernel, context: GridContext): void {
  const { layout, slots, ports, block, base } = context;
  const { state } = kernel;
  for (let pe = 0; pe < layout.pes; pe++) {
    while (kernel.has(block, ports.credit + pe)) {
      const credit = base + slots.credit + pe;
      state[credit]! += kernel.peek(block, ports.credit + pe, 0);
      state[credit + layout.pes]! += kernel.peek(block, ports.credit + pe, 1);
      state[credit + 2 * layout.pes]! += kernel.peek(block, ports.credit + pe, 2);
      kernel.pop(block, ports.credit + pe);
      state[base + slots.hasRoom] = 1;
    }
    takeResults(kernel, context, pe);
  }
}

/** Times that have passed decide nothing any more: they become the current one, or none. */
function settle(kernel: Kernel, { layout, slots, plan, base }: GridContext): void {
  const { state, now } = kernel;
  for (let bus = 0; bus < layout.buses; bus++) if (state[base + slots.free + bus]! < now) state[base + slots.free + bus] = now;
  if (plan.transposes[0] === 0 && plan.transposes[1] === 0) return;
  for (let stream = 0; stream < layout.streams; stream++) if (state[base + slots.notBefore + stream]! <= now) state[base + slots.notBefore + stream] = -Infinity;
}

/** The interconnect of a layout; all share one handler. */
export function interconnect(shape: BlockShape): BlockKind {
  return defineBlock(shape, wake);
}
