import { defineBlock, type BlockKind, type BlockShape, type Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { beginJob } from "./begin.ts";
import { arbitrate } from "./cycle.ts";
import { takeResults } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { nextCompletion } from "./next-wake.ts";
import { movePaced } from "./paced.ts";
import { startTransfers } from "./transfer.ts";

const { notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { free: FREE, size: BUS } = busRecord;

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
  arbitrate(kernel, context, now, now + 1);
  state[base + slots.done] = now + 1;
  if (state[base + slots.hasRoom] === 1) startTransfers(kernel, context);
  if (kernel.mode === "skip") settle(kernel, context);
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
  const isPaced = context.plan.commonPace > 1;
  while (cycle < end) {
    const n = isPaced && end - cycle > 1 ? movePaced(kernel, context, cycle, end) : 0;
    cycle += n > 0 ? n : arbitrate(kernel, context, cycle, end);
  }
}

function receive(kernel: Kernel, context: GridContext): void {
  const { layout, slots, ports, block, base } = context;
  const { state } = kernel;
  const { pes } = layout;
  for (let port = kernel.firstVisible(block, ports.credit, pes); port >= 0; port = kernel.firstVisible(block, port, ports.credit + pes - port)) {
    const credit = base + slots.credit + port - ports.credit;
    state[credit]! += kernel.peek(block, port, 0);
    state[credit + pes]! += kernel.peek(block, port, 1);
    state[credit + 2 * pes]! += kernel.peek(block, port, 2);
    kernel.pop(block, port);
    state[base + slots.hasRoom] = 1;
  }
  const end = ports.out + pes;
  for (let port = kernel.firstVisible(block, ports.out, pes); port >= 0; port = kernel.firstVisible(block, port + 1, end - port - 1)) takeResults(kernel, context, port - ports.out);
}

/** Times that have passed decide nothing any more: they become the current one, or none, so that states are found equal. */
function settle(kernel: Kernel, { layout, slots, plan, base }: GridContext): void {
  const { state, now } = kernel;
  for (let bus = 0, at = base + slots.buses + FREE; bus < layout.buses; bus++, at += BUS) if (state[at]! < now) state[at] = now;
  if (plan.transposes[0] === 0 && plan.transposes[1] === 0) return;
  for (let stream = 0, at = base + NOT_BEFORE; stream < layout.streams; stream++, at += STREAM) if (state[at]! <= now) state[at] = -Infinity;
}

/** The interconnect of a layout; all share one handler. */
export function interconnect(shape: BlockShape): BlockKind {
  return defineBlock(shape, wake);
}
