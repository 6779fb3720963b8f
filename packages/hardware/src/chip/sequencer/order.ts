import type { Kernel } from "@lnsim/kernel";
import type { ChipProgram } from "../program/program.ts";
import { bytesOf, variantFlags, type TileOp } from "../program/tile-op.ts";
import { isNew } from "./load.ts";
import { halvesOf, jobsAhead, pendingAt, pendingStride, port, releaseFlags, slot } from "./state.ts";
import { addressOf, advanceWalk, enterWalk, everyLoop, levelOf, orderWalk, variantOf } from "./walk.ts";

/** What keeps the next tile from being ordered; 0: nothing. */
export const held = { no: 0, end: 1, operands: 2, results: 3, jobs: 4 } as const;

/** Orders jobs on tiles that are in the global buffer, in the order of the loops; returns why it stopped. */
export function orderJobs(kernel: Kernel, block: number, base: number): number {
  const { state } = kernel;
  const { ops } = kernel.attachment(block) as ChipProgram;
  for (;;) {
    if (state[base + slot.isOrdering] === 0) {
      if (state[base + slot.orderOp] === ops.length) return held.end;
      // Not before the op has begun: one that reads nothing has no operands to wait for.
      if (state[base + slot.orderOp]! >= state[base + slot.loadOp]! + state[base + slot.isLoading]!) return held.operands;
      enter(kernel, block, base, ops);
    }
    const op = ops[state[base + slot.orderOp]!]!;
    const variant = variantOf(kernel, base, orderWalk, op);
    const reason = whyHeld(state, base, op, variant);
    if (reason !== held.no) return reason;
    order(kernel, block, base, { op, variant });
  }
}

function enter(kernel: Kernel, block: number, base: number, ops: readonly TileOp[]): void {
  const { state } = kernel;
  enterWalk(kernel, block, orderWalk, ops[state[base + slot.orderOp]!]!);
  state[base + slot.isOrdering] = 1;
  state[base + slot.orderMoved] = everyLoop;
  placeResults(kernel, base, ops[state[base + slot.orderOp]!]!);
}

/** Notes where the results of the tile at hand go; nowhere between ops. */
function placeResults(kernel: Kernel, base: number, op: TileOp | null): void {
  const { state } = kernel;
  state[base + slot.orderAddress] = op === null ? 0 : addressOf(kernel, base, orderWalk, op, op.traffic.o) % state[base + slot.modulus]!;
}

function whyHeld(state: Float64Array, base: number, op: TileOp, variant: number): number {
  const moved = state[base + slot.orderMoved]!;
  const { a, b, p } = op.traffic;
  if (isNew(a, variant, moved) && state[base + slot.arrivedA] === 0) return held.operands;
  if (isNew(b, variant, moved) && state[base + slot.arrivedB] === 0) return held.operands;
  if (isNew(p, variant, moved) && state[base + slot.arrivedP] === 0) return held.operands;
  if (opensResults(op, variant) && state[base + slot.halvesO] === 2) return held.results;
  return state[base + slot.jobs] === jobsAhead ? held.jobs : held.no;
}

/** Whether a tile's results begin in a half of their own. */
function opensResults(op: TileOp, variant: number): boolean {
  return op.spills || (variant & variantFlags.firstK) !== 0;
}

interface Tile {
  readonly op: TileOp;
  readonly variant: number;
}

function order(kernel: Kernel, block: number, base: number, { op, variant }: Tile): void {
  const { state } = kernel;
  const { a, b, p, o } = op.traffic;
  const moved = state[base + slot.orderMoved]!;
  if (isNew(a, variant, moved)) state[base + slot.arrivedA]! -= 1;
  if (isNew(b, variant, moved)) state[base + slot.arrivedB]! -= 1;
  const readsP = isNew(p, variant, moved);
  if (readsP) state[base + slot.arrivedP]! -= 1;
  if (opensResults(op, variant)) state[base + halvesOf[3]]! += 1;
  const address = state[base + slot.orderAddress]!;
  const opIndex = state[base + slot.orderOp]!;
  const next = advanceWalk(kernel, block, orderWalk, op);
  state[base + slot.orderMoved] = next;
  state[base + slot.orderLevel] = Math.min(state[base + slot.orderLevel]!, levelOf(op, next));
  placeResults(kernel, base, next === 0 ? null : op);
  if (next === 0) {
    state[base + slot.isOrdering] = 0;
    state[base + slot.orderOp] = opIndex + 1;
  }
  const frees = next === 0 ? everyLoop : next;
  const release =
    ((a.loops & frees) !== 0 && bytesOf(a, variant) > 0 ? releaseFlags.a : 0) +
    ((b.loops & frees) !== 0 && bytesOf(b, variant) > 0 ? releaseFlags.b : 0) +
    (readsP ? releaseFlags.p : 0) +
    (bytesOf(o, variant) > 0 ? releaseFlags.store : 0);
  const entry = base + ((state[base + slot.oldest]! + state[base + slot.jobs]!) % jobsAhead) * pendingStride;
  state[entry + pendingAt.release] = release;
  state[entry + pendingAt.op] = opIndex;
  state[entry + pendingAt.variant] = variant;
  state[entry + pendingAt.address] = address;
  state[base + slot.jobs]! += 1;
  state[base + slot.toldWait] = -1;
  kernel.send(block, port.order, op.jobs[variant]!, op.pass);
}
