import { defineBlock, type Kernel } from "@lnsim/kernel";
import { foldPlace, type PlayedCount, type PlayedOp, type PlayedPart } from "./played-op.ts";
import { nest, playerShapes, retiredCounter, slot } from "./state.ts";

/** What a block of a player consults. */
export interface Score {
  readonly ops: readonly PlayedOp[];
  /** Which of the blocks it is; the first one leads: it counts ops, and ends the run. */
  readonly voice: number;
}

/** On to the next part when one is over. The last cycle of an op is by itself: its loops end in it. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const score = kernel.attachment(block) as Score;
  if (now >= state[base + slot.until]!) {
    if (state[base + slot.isClosing] === 1) return closeOp(kernel, block, base, score);
    if (state[base + slot.op] === score.ops.length) return;
    if (state[base + slot.part] === -1) openOp(kernel, block, base, score);
    else state[base + slot.part]! += 1;
    playPart(kernel, block, base, score);
    if (state[base + slot.until] === now) return closeOp(kernel, block, base, score);
  }
  kernel.wakeAt(block, now + kernel.burst(state[base + slot.until]! - now));
}

function openOp(kernel: Kernel, block: number, base: number, { ops, voice }: Score): void {
  const { state } = kernel;
  const op = ops[state[base + slot.op]!]!;
  kernel.enterNest(block, nest.product, op.products);
  kernel.enterNest(block, nest.column, op.columns);
  kernel.enterNest(block, nest.row, op.rows);
  state[base + slot.isFirstRow] = 1;
  state[base + slot.part] = 0;
  if (voice === 0) count(kernel, block, op.opening);
}

/** Begins the part at hand, or the first one of the next fold when there is none. */
function playPart(kernel: Kernel, block: number, base: number, { ops, voice }: Score): void {
  const { state, now } = kernel;
  const op = ops[state[base + slot.op]!]!;
  let parts = partsAt(kernel, base, op, voice);
  if (state[base + slot.part] === parts.length) {
    advance(kernel, block, base, { op, voice });
    parts = partsAt(kernel, base, op, voice);
  }
  const index = state[base + slot.part]!;
  const { activity, cycles, counts } = parts[index]!;
  kernel.setActivity(block, activity);
  count(kernel, block, counts);
  const isLast = index === parts.length - 1 && isLastFold(kernel, block);
  state[base + slot.isClosing] = isLast ? 1 : 0;
  state[base + slot.until] = now + (isLast ? cycles - 1 : cycles);
}

function partsAt({ state }: Kernel, base: number, { folds }: PlayedOp, voice: number): readonly PlayedPart[] {
  const isLast = (loop: number): boolean => state[base + loop]! + 1 === state[base + loop + 1];
  return folds[foldPlace(state[base + slot.isFirstRow] === 1, isLast(nest.row), isLast(nest.column))]![voice]!;
}

function isLastFold(kernel: Kernel, block: number): boolean {
  return kernel.remaining(block, nest.row) === 1 && kernel.remaining(block, nest.column) === 1 && kernel.remaining(block, nest.product) === 1;
}

/** On to the next fold of the op. */
function advance(kernel: Kernel, block: number, base: number, { op, voice }: { readonly op: PlayedOp; readonly voice: number }): void {
  const { state } = kernel;
  state[base + slot.part] = 0;
  state[base + slot.isFirstRow] = 0;
  iterate(kernel, block, nest.row, voice);
  if (kernel.remaining(block, nest.row) > 0) return;
  state[base + slot.isFirstRow] = 1;
  kernel.enterNest(block, nest.row, op.rows);
  iterate(kernel, block, nest.column, voice);
  if (kernel.remaining(block, nest.column) > 0) return;
  kernel.enterNest(block, nest.column, op.columns);
  iterate(kernel, block, nest.product, voice);
}

function iterate(kernel: Kernel, block: number, loop: number, voice: number): void {
  kernel.iterate(block, loop, 1);
  if (voice === 0) kernel.markBoundary(block, loop);
}

/** The last cycle of an op. */
function closeOp(kernel: Kernel, block: number, base: number, { ops, voice }: Score): void {
  const { state, now } = kernel;
  for (const loop of [nest.row, nest.column, nest.product]) kernel.iterate(block, loop, kernel.remaining(block, loop));
  const next = state[base + slot.op]! + 1;
  state[base + slot.op] = next;
  state[base + slot.part] = -1;
  state[base + slot.isClosing] = 0;
  state[base + slot.until] = now + 1;
  kernel.wakeAt(block, now + 1);
  if (voice !== 0) return;
  kernel.count(block, retiredCounter, 1);
  if (next === ops.length) kernel.stopAt(now + 1);
  else kernel.markEpoch(next);
}

function count(kernel: Kernel, block: number, counts: readonly PlayedCount[]): void {
  if (counts.length === 0) return;
  const counters = kernel.machine.blocks[block]!.kind.shape.counter as Readonly<Record<string, number>>;
  for (const [name, n] of counts) kernel.count(block, counters[name]!, n);
}

/** Kinds of the blocks of a player, in order; their attachments are scores. */
export const playerKinds = playerShapes.map((shape) => defineBlock(shape, wake));
