import type { Kernel } from "@lnsim/kernel";
import { loopBit, variantFlags, type RegionTraffic, type TileOp } from "../program/tile-op.ts";
import { nest } from "./state.ts";

/** The four loops of a walk over tiles, from the outermost: products, then the three of the mapping. */
export interface Walk {
  readonly product: number;
  /** Outer, middle, inner. */
  readonly loops: readonly [number, number, number];
}

export const loadWalk: Walk = { product: nest.loadProduct, loops: [nest.loadOuter, nest.loadMiddle, nest.loadInner] };
export const orderWalk: Walk = { product: nest.orderProduct, loops: [nest.orderOuter, nest.orderMiddle, nest.orderInner] };

/** Levels of a walk, from the outermost; `noLevel`: none of them. */
export const productLevel = 0;
export const noLevel = 4;

/** The level of the outermost loop that is at its beginning or moved on when {@link advanceWalk} returned `moved`. */
export function levelOf(op: TileOp, moved: number): number {
  if (moved === 0) return noLevel;
  if (moved === everyLoop) return productLevel;
  let level = 1;
  while ((moved & loopBit(op.order[level - 1]!)) === 0) level++;
  return level;
}

/** All loops: at the first tile everything is new. */
export const everyLoop = 7;

/** Enters the loops of an op. */
export function enterWalk(kernel: Kernel, block: number, walk: Walk, op: TileOp): void {
  kernel.enterNest(block, walk.product, op.products);
  for (let level = 0; level < 3; level++) kernel.enterNest(block, walk.loops[level]!, op.trips[level]!);
}

/**
 * On to the next tile. Returns the loops that moved (a loop of one trip never moves), {@link everyLoop} at the next
 * product, 0 at the end of the op.
 */
export function advanceWalk(kernel: Kernel, block: number, walk: Walk, op: TileOp): number {
  let moved = 0;
  for (let level = 2; level >= 0; level--) {
    const loop = walk.loops[level]!;
    kernel.iterate(block, loop, 1);
    if (op.trips[level]! > 1) moved |= loopBit(op.order[level]!);
    if (kernel.remaining(block, loop) > 0) return moved;
    if (level > 0) kernel.enterNest(block, loop, op.trips[level]!);
  }
  kernel.iterate(block, walk.product, 1);
  if (kernel.remaining(block, walk.product) === 0) return 0;
  kernel.enterNest(block, walk.loops[0], op.trips[0]);
  return everyLoop;
}

/** What the tile at hand is like: see `variantFlags`. */
export function variantOf(kernel: Kernel, base: number, walk: Walk, op: TileOp): number {
  const { state } = kernel;
  let variant = 0;
  for (let level = 0; level < 3; level++) {
    const at = base + walk.loops[level]!;
    const dimension = op.order[level]!;
    const isLast = state[at]! + 1 === state[at + 1]!;
    if (isLast) variant |= loopBit(dimension);
    if (dimension !== 2) continue;
    if (state[at] === 0) variant |= variantFlags.firstK;
    if (isLast) variant |= variantFlags.lastK;
  }
  return variant;
}

/** Address of a region's tile at hand. */
export function addressOf(kernel: Kernel, base: number, walk: Walk, op: TileOp, traffic: RegionTraffic): number {
  const { state } = kernel;
  let address = traffic.base + state[base + walk.product]! * traffic.productStride;
  for (let level = 0; level < 3; level++) address += state[base + walk.loops[level]!]! * traffic.strides[op.order[level]!]!;
  return address;
}
