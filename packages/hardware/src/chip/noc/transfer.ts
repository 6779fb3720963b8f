import type { Kernel } from "@lnsim/kernel";
import type { GridContext } from "../grid/context.ts";
import { dueOf } from "./next-wake.ts";
import { busRecord, streamKinds, streamRecord, type NocLayout } from "./layout.ts";

const { a: A, b: B, p: P } = streamKinds;
const { left: LEFT, mark: MARK, lost: LOST, receivers: RECEIVERS, size: STREAM } = streamRecord;
const { active: ACTIVE, size: BUS } = busRecord;

/**
 * Starts the next transfer of every stream that has none under way and whose receivers all have room for it; returns when the first
 * of them is due.
 */
export function startTransfers(kernel: Kernel, context: GridContext): number {
  const { state } = kernel;
  const { slots, base } = context;
  const { readStreams } = context.layout;
  state[base + slots.hasRoom] = 0;
  let outer = base + slots.loops;
  let due = Infinity;
  for (let stream = 0, at = base + LEFT; stream < readStreams; stream++, at += STREAM, outer += 3) {
    if (state[at] !== 0 || state[outer] === state[outer + 1]) continue;
    const receivers = receiversOf(kernel, context, stream);
    if (!takeRoom(kernel, context, stream, receivers)) continue;
    start(kernel, context, stream, receivers);
    due = Math.min(due, dueOf(kernel, context, stream));
  }
  return due;
}

/** PEs that the next transfer of a stream goes to: all along a shared bus that still have use for it, the first ones. */
function receiversOf(kernel: Kernel, { layout, slots, plan, base }: GridContext, stream: number): number {
  const { state } = kernel;
  const loops = base + slots.loops + stream * 3;
  if (layout.column[stream]! < 0) {
    if (plan.keepsA === 1) return plan.activeColumns;
    return longerThan(plan.columnGroups, plan.activeColumns, state[loops + layout.streams * 3]!);
  }
  return layout.row[stream]! < 0 ? longerThan(plan.rowGroups, plan.activeRows, state[loops]!) : 1;
}

/** How many of the first `count` shares, which do not grow, are greater than `index`. */
function longerThan(shares: Int32Array, count: number, index: number): number {
  let longer = count;
  while (shares[longer - 1]! <= index) longer--;
  return longer;
}

/** PE number `index` of a stream's receivers. */
export function receiver({ layout }: GridContext, stream: number, index: number): number {
  const row = layout.row[stream]!;
  const column = layout.column[stream]!;
  if (column < 0) return row * layout.columns + index;
  return (row < 0 ? index : row) * layout.columns + column;
}

function takeRoom(kernel: Kernel, context: GridContext, stream: number, receivers: number): boolean {
  const { layout, slots, base } = context;
  const { state } = kernel;
  const credit = base + slots.credit + layout.kind[stream]! * layout.pes;
  for (let index = 0; index < receivers; index++) if (state[credit + receiver(context, stream, index)] === 0) return false;
  for (let index = 0; index < receivers; index++) state[credit + receiver(context, stream, index)]! -= 1;
  return true;
}

function start(kernel: Kernel, context: GridContext, stream: number, receivers: number): void {
  const { layout, slots, plan, base, packetBytes } = context;
  const { state } = kernel;
  const kind = layout.kind[stream]!;
  const bits = bitsOf(kernel, context, stream, false);
  const bytes = Math.ceil(bits / 8);
  const packets = Math.ceil(bytes / packetBytes);
  const firstBits = kind === P ? bits : bitsOf(kernel, context, stream, true);
  const at = base + stream * STREAM;
  state[at + LEFT] = packets;
  state[at + MARK] = packets - Math.ceil(Math.ceil(firstBits / 8) / packetBytes);
  state[at + LOST] = 0;
  state[at + RECEIVERS] = receivers;
  state[base + slots.buses + layout.bus[stream]! * BUS + ACTIVE]! += 1;
  state[base + slots.bytes + stream]! += bytes;
  state[base + slots.delivered + stream]! += bytes * receivers;
  state[base + slots.flitHops]! += packets * context.flits * hopsOf(context, stream, receivers);
  if (plan.transposes[kind] === 1) state[base + slots.blocks]! += blocksOf(kernel, context, stream);
  advance(kernel, context, stream);
}

/** Links that a transfer passes: up to the last of its receivers. */
function hopsOf({ layout }: GridContext, stream: number, receivers: number): number {
  return layout.row[stream]! < 0 || layout.column[stream]! < 0 ? receivers : placeOf(layout, stream) + 1;
}

/**
 * Cycles from the departure of a stream's packet until what it completes can be used: it has reached all PEs along its bus, and a
 * slice of A can have gone through the port of buffer A.
 */
export function wayOf(context: GridContext, stream: number): number {
  const { layout, plan, flits, hop } = context;
  const kind = layout.kind[stream]!;
  return flits - 1 + distanceOf(context, stream) * hop + plan.delay[kind]! + (kind === P ? 0 : plan.portA);
}

/** Hops until a stream's packet has reached its receivers: all that its bus has in the job, or its own. */
function distanceOf({ layout, plan }: GridContext, stream: number): number {
  if (layout.column[stream]! < 0) return plan.activeColumns;
  return layout.row[stream]! < 0 ? plan.activeRows : placeOf(layout, stream) + 1;
}

/** Place of a stream's only receiver along its bus. */
function placeOf({ kind, row, column }: NocLayout, stream: number): number {
  return kind[stream] === B ? row[stream]! : column[stream]!;
}

/** Rows (of A), columns (of B) of the next block. */
function widthOf(kernel: Kernel, { layout, slots, plan, base }: GridContext, stream: number): number {
  const { state } = kernel;
  const isA = layout.kind[stream] === A;
  const at = base + slots.loops + ((isA ? 0 : 1) * layout.streams + stream) * 3;
  const isLast = state[at]! + 1 === state[at + 1];
  if (isA) return isLast ? plan.rowEdge[layout.row[stream]!]! : plan.lanes;
  return isLast ? plan.columnEdge[layout.column[stream]!]! : plan.depth;
}

/** Terms of the reduction in the next block. */
function depthOf(kernel: Kernel, { layout, slots, plan, base }: GridContext, stream: number): number {
  const at = base + slots.loops + (2 * layout.streams + stream) * 3;
  const chunkTerms = plan.chunkSlices * plan.vectorSize;
  return kernel.state[at]! + 1 === kernel.state[at + 1] ? plan.k - (plan.chunks - 1) * chunkTerms : chunkTerms;
}

/** Bits of the next transfer, or of its first slice. */
function bitsOf(kernel: Kernel, context: GridContext, stream: number, isFirstSlice: boolean): number {
  const { layout, plan } = context;
  const kind = layout.kind[stream]!;
  if (kind === P) return plan.isVector === 1 ? passBits(kernel, context, stream) : tileBits(kernel, context, stream);
  const depth = depthOf(kernel, context, stream);
  const terms = isFirstSlice && depth > plan.vectorSize ? plan.vectorSize : depth;
  return widthOf(kernel, context, stream) * terms * (kind === A ? plan.movedBitsA : plan.movedBitsB);
}

/** Partial sums come first, the mask of the same tile behind them. */
function tileBits(kernel: Kernel, context: GridContext, stream: number): number {
  const { layout, slots, plan, base } = context;
  const at = base + slots.loops + stream * 3;
  const { state } = kernel;
  const lanes = state[at]! + 1 === state[at + 1] ? plan.rowEdge[layout.row[stream]!]! : plan.lanes;
  const isPartial = plan.readsPartials === 1 && state[at + 2 * layout.streams * 3] === 0;
  return lanes * widthOf(kernel, context, stream) * (isPartial ? plan.partialBits : plan.maskBits);
}

function passBits(kernel: Kernel, { layout, slots, plan, base }: GridContext, stream: number): number {
  const chunk = kernel.state[base + slots.loops + (2 * layout.streams + stream) * 3]!;
  const elements = plan.elements[layout.row[stream]! * layout.columns + layout.column[stream]!]!;
  return Math.min(plan.chunkElements, elements - chunk * plan.chunkElements) * plan.readBits;
}

/** Blocks of 32 x 32 elements that the next transfer is turned in. */
function blocksOf(kernel: Kernel, context: GridContext, stream: number): number {
  return Math.ceil(widthOf(kernel, context, stream) / 32) * Math.ceil(depthOf(kernel, context, stream) / 32);
}

/** On to the transfer after the one that was started. */
function advance(kernel: Kernel, { layout, slots, block }: GridContext, stream: number): void {
  const step = layout.streams * 3;
  const outer = slots.loops + stream * 3;
  kernel.iterate(block, outer + 2 * step, 1);
  if (kernel.remaining(block, outer + 2 * step) > 0) return;
  kernel.iterate(block, outer + step, 1);
  if (kernel.remaining(block, outer + step) === 0) {
    kernel.iterate(block, outer, 1);
    if (kernel.remaining(block, outer) === 0) return;
    restart(kernel, block, outer + step);
  }
  restart(kernel, block, outer + 2 * step);
}

function restart(kernel: Kernel, block: number, nest: number): void {
  kernel.enterNest(block, nest, kernel.state[kernel.base(block) + nest + 1]!);
}
