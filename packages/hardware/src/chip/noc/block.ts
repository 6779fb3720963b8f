import { defineBlock, type BlockKind, type BlockShape, type Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { beginJob } from "./begin.ts";
import { arbitrate } from "./cycle.ts";
import { takeResults } from "./grant.ts";
import { busRecord, streamRecord } from "./layout.ts";
import { nextDue } from "./next-wake.ts";
import { movePaced } from "./paced.ts";
import { startTransfers } from "./transfer.ts";

const { notBefore: NOT_BEFORE, size: STREAM } = streamRecord;
const { roomAt: ROOM_AT, size: BUS } = busRecord;

/**
 * Catches up with the cycles before this one; takes what has come in; does this cycle too where something may have to be said in
 * it; and sleeps until the next such cycle, or until something comes in.
 */
function wake(kernel: Kernel, block: number): void {
  const context = kernel.attachment(block) as GridContext;
  const { slots, base } = context;
  const { state, now } = kernel;
  if (state[base + slots.begun] === 0) beginJob(kernel, context);
  proceed(kernel, context, 0);
  let due = receive(kernel, context);
  if (state[base + slots.hasRoom] === 1) due = Math.min(due, startTransfers(kernel, context));
  if (due <= now || state[base + slots.armed] === now) {
    proceed(kernel, context, 1);
    due = nextDue(kernel, context, now + 1);
  }
  if (kernel.mode === "skip") settle(kernel, context);
  arm(kernel, context, due);
}

/** Sees to it that the interconnect is awake in cycle `due` at the latest. */
function arm(kernel: Kernel, { slots, base, block }: GridContext, due: number): void {
  const { state, now } = kernel;
  const at = base + slots.armed;
  if (state[at]! <= now) state[at] = -Infinity;
  if (due === Infinity || (state[at]! > now && state[at]! <= due)) return;
  const cycle = now + kernel.burst(due - now);
  state[at] = cycle;
  kernel.wakeAt(block, cycle);
}

/** Does the cycles before this one that have not been done, and this one too if it is included, as many at once as are alike. */
function proceed(kernel: Kernel, context: GridContext, includesNow: number): void {
  const { state } = kernel;
  const { slots, base } = context;
  const isPaced = context.plan.commonPace > 1;
  const end = kernel.now + includesNow;
  while (state[base + slots.done]! < end) {
    if (!isPaced || end - state[base + slots.done]! < 2 || !movePaced(kernel, context)) arbitrate(kernel, context, includesNow);
    if (state[base + slots.hasRoom] === 1) startTransfers(kernel, context);
  }
}

/** Takes room that has become free, and transfers of results; returns when the first of those is due. */
function receive(kernel: Kernel, context: GridContext): number {
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
  let due = Infinity;
  const end = ports.out + pes;
  for (let port = kernel.firstVisible(block, ports.out, pes); port >= 0; port = kernel.firstVisible(block, port + 1, end - port - 1)) {
    due = Math.min(due, takeResults(kernel, context, port - ports.out));
  }
  return due;
}

/** Times before the first cycle that is not done decide nothing any more: they become that one, or none, so that states are found equal. */
function settle(kernel: Kernel, { layout, slots, plan, base, latency, reach }: GridContext): void {
  const { state } = kernel;
  const done = state[base + slots.done]!;
  for (let bus = 0, at = base + slots.buses + ROOM_AT; bus < layout.buses; bus++, at += BUS) {
    const decides = bus < layout.readBuses ? done + latency - reach : done;
    if (state[at]! < decides) state[at] = decides;
  }
  if (plan.transposes[0] === 0 && plan.transposes[1] === 0) return;
  for (let stream = 0, at = base + NOT_BEFORE; stream < layout.streams; stream++, at += STREAM) if (state[at]! <= done) state[at] = -Infinity;
}

/** The interconnect of a layout; all share one handler. */
export function interconnect(shape: BlockShape): BlockKind {
  return defineBlock(shape, wake);
}
