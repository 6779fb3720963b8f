import type { Kernel } from "@lnsim/kernel";
import type { ChipProgram } from "../program/program.ts";
import { bytesOf, variantFlags, type RegionTraffic, type TileOp } from "../program/tile-op.ts";
import { arrivedOf, halvesOf, loadAddressOf, opsUnderWay, port, slot } from "./state.ts";
import { addressOf, advanceWalk, enterWalk, everyLoop, loadWalk, variantOf } from "./walk.ts";
import { sendTransfer } from "./send-transfer.ts";
import { hasUnstored } from "./unstored.ts";

/** Regions that are loaded, in the order in which a tile asks for them. */
const loaded = ["a", "b", "p"] as const;

/** Has tiles loaded in the order of the loops, a region after the other, as far ahead as halves and engine allow; turns to one op a cycle. */
export function issueLoads(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const { ops } = kernel.attachment(block) as ChipProgram;
  let hasEntered = false;
  for (;;) {
    if (state[base + slot.isLoading] === 0) {
      // The next op is not looked at before its cycle: epochs that begin alike go on alike, whatever comes behind them.
      if (hasEntered) return kernel.wakeAt(block, kernel.now + 1);
      if (!mayEnter(state, base, ops)) return;
      enter(kernel, block, base, ops);
      hasEntered = true;
    }
    const op = ops[state[base + slot.loadOp]!]!;
    if (!loadTile(kernel, block, base, op)) return;
    state[base + slot.loadRegion] = 0;
    state[base + slot.isTileBegun] = 0;
    if (op.spills) state[base + slot.tilesAhead]! += 1;
    const moved = advanceWalk(kernel, block, loadWalk, op);
    state[base + slot.loadMoved] = moved;
    placeTile(kernel, base, moved === 0 ? null : op);
    if (moved !== 0) continue;
    state[base + slot.isLoading] = 0;
    state[base + slot.loadOp]! += 1;
  }
}

/** Whether the next op may begin: there is one, there is room among those under way, and nothing of it as a whole has to wait. */
function mayEnter(state: Float64Array, base: number, ops: readonly TileOp[]): boolean {
  const next = state[base + slot.loadOp]!;
  const stored = state[base + slot.storedOps]!;
  if (next === ops.length || next - stored >= opsUnderWay) return false;
  if (state[base + slot.isSerial] === 1 && stored !== next) return false;
  return !hasUnstored(ops[next]!.waitsFor.start, stored);
}

function enter(kernel: Kernel, block: number, base: number, ops: readonly TileOp[]): void {
  const { state } = kernel;
  const next = state[base + slot.loadOp]!;
  enterWalk(kernel, block, loadWalk, ops[next]!);
  state[base + slot.isLoading] = 1;
  state[base + slot.loadMoved] = everyLoop;
  placeTile(kernel, base, ops[next]!);
  kernel.markEpoch(next);
  kernel.send(block, port.begun, 1);
}

/** Notes where the tile at hand lies; nowhere between ops. */
function placeTile(kernel: Kernel, base: number, op: TileOp | null): void {
  const { state } = kernel;
  const modulus = state[base + slot.modulus]!;
  for (let region = 0; region < loaded.length; region++) {
    state[base + loadAddressOf[region]!] = op === null ? 0 : addressOf(kernel, base, loadWalk, op, op.traffic[loaded[region]!]) % modulus;
  }
}

/** Asks for what the tile at hand still needs; false while something is in the way. */
function loadTile(kernel: Kernel, block: number, base: number, op: TileOp): boolean {
  const { state } = kernel;
  const variant = variantOf(kernel, base, loadWalk, op);
  for (let region = state[base + slot.loadRegion]!; region < loaded.length; region++) {
    state[base + slot.loadRegion] = region;
    const name = loaded[region]!;
    const traffic = op.traffic[name];
    if (!isNew(traffic, variant, state[base + slot.loadMoved]!)) continue;
    if (state[base + slot.inFlight]! >= state[base + slot.outstanding]!) return false;
    if (state[base + halvesOf[region]!]! === 2 || !isWritten(kernel, base, op, region, variant)) return false;
    if (state[base + slot.isTileBegun] === 0) beginTile(kernel, block, base);
    request(kernel, block, base, { op, traffic, variant, region });
  }
  return true;
}

function beginTile(kernel: Kernel, block: number, base: number): void {
  kernel.state[base + slot.isTileBegun] = 1;
  if (kernel.state[base + slot.tellsTiles] === 1) kernel.send(block, port.begun, 0);
}

/** Whether a tile of a region is another one than for the tile before, and has any bytes. */
export function isNew(traffic: RegionTraffic, variant: number, moved: number): boolean {
  return (traffic.loops & moved) !== 0 && bytesOf(traffic, variant) > 0;
}

/** Whether what a region reads is in memory: results of earlier ops, or this op's own partial sums. */
function isWritten(kernel: Kernel, base: number, op: TileOp, region: number, variant: number): boolean {
  const { state } = kernel;
  if (hasUnstored(op.waitsFor[loaded[region]!], state[base + slot.storedOps]!)) return false;
  if (!op.spills || region !== 2 || (variant & variantFlags.firstK) !== 0) return true;
  return state[base + slot.tilesAhead]! < op.tilesBetweenSpills;
}

interface Request {
  readonly op: TileOp;
  readonly traffic: RegionTraffic;
  readonly variant: number;
  readonly region: number;
}

function request(kernel: Kernel, block: number, base: number, { op, traffic, variant, region }: Request): void {
  const { state } = kernel;
  sendTransfer(kernel, block, port.load, { traffic, variant, address: state[base + loadAddressOf[region]!]!, pass: op.pass });
  state[base + halvesOf[region]!]! += 1;
  state[base + slot.loadsUnderWay]! += region * 4 ** state[base + slot.inFlight]!;
  state[base + slot.inFlight]! += 1;
}

/** A load is over: its tile is in the global buffer. */
export function takeLoaded(kernel: Kernel, base: number): void {
  const { state } = kernel;
  const region = state[base + slot.loadsUnderWay]! % 4;
  state[base + slot.loadsUnderWay] = (state[base + slot.loadsUnderWay]! - region) / 4;
  state[base + slot.inFlight]! -= 1;
  state[base + arrivedOf[region]!]! += 1;
}
