import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import type { Kernel } from "../kernel.ts";

/** An op of a conductor's program: tiles that are fetched from memory and worked on. */
export interface ProgramOp {
  readonly tiles: number;
  /** Cycles of work per tile. */
  readonly cycles: number;
  /** Bytes of a tile, and of its start. */
  readonly bytes: number;
  readonly start: number;
}

/** Words between a conductor, its memory and its worker. */
export const fetchWords = { address: "address", bytes: "value", op: "position" } as const;
export const workWords = { cycles: "value", op: "position", tile: "iteration" } as const;

const shape = declareBlock({
  kind: "conductor",
  ports: {
    fetch: { direction: "out", words: fetchWords },
    fetched: { direction: "in" },
    work: { direction: "out", words: workWords },
    worked: { direction: "in", words: { op: "position" } },
  },
  state: {
    ahead: "parameter",
    isStarted: "value",
    fetchOp: "position",
    workOp: "position",
    /** Tiles that were asked for and not worked on, and those of them that have arrived and were not handed on. */
    tiles: "value",
    arrived: "value",
    left: "value",
    address: "address",
    tile: "iteration",
    opened: "stamp",
  },
  nests: { fetches: { lookAhead: 1 }, works: { lookAhead: 1 } },
  activities: { conducting: { class: "work" } },
  counters: ["ops", "opCycles"],
  notes: { retired: { fields: { op: "position", next: "time", tiles: "value" }, totals: true } },
});
const { fetch: FETCH, fetched: FETCHED, work: WORK, worked: WORKED } = shape.port;
const { ahead: AHEAD, isStarted: IS_STARTED, fetchOp: FETCH_OP, workOp: WORK_OP, tiles: TILES, arrived: ARRIVED } = shape.slot;
const { left: LEFT, address: ADDRESS, tile: TILE, opened: OPENED } = shape.slot;
const { fetches: FETCHES, works: WORKS } = shape.nest;

/**
 * Runs the program that is attached to it, a list of ops: has tiles fetched at most `ahead` of those that are done, hands them to
 * the worker in order. Marks an epoch, and notes the op, when the last tile of an op is done.
 */
export const conductor = defineBlock(shape, (kernel, block, base) => {
  const { state } = kernel;
  const ops = kernel.attachment(block) as readonly ProgramOp[];
  if (state[base + IS_STARTED] === 0) {
    state[base + IS_STARTED] = 1;
    enterFetches(kernel, block, base, ops);
    enterWorks(kernel, block, base, ops);
  }
  while (kernel.has(block, FETCHED)) {
    kernel.pop(block, FETCHED);
    state[base + ARRIVED]! += 1;
  }
  while (kernel.has(block, WORKED)) finishTile(kernel, block, base, ops);
  while (state[base + TILES]! < state[base + AHEAD]! && state[base + FETCH_OP]! < ops.length) fetch(kernel, block, base, ops);
  while (state[base + ARRIVED]! > 0) handOn(kernel, block, base, ops);
});

function enterFetches(kernel: Kernel, block: number, base: number, ops: readonly ProgramOp[]): void {
  const { state } = kernel;
  const op = ops[state[base + FETCH_OP]!];
  state[base + ADDRESS] = op === undefined ? 0 : op.start;
  if (op !== undefined) kernel.enterNest(block, FETCHES, op.tiles);
}

function enterWorks(kernel: Kernel, block: number, base: number, ops: readonly ProgramOp[]): void {
  const op = ops[kernel.state[base + WORK_OP]!];
  kernel.state[base + TILE] = 0;
  kernel.state[base + LEFT] = op === undefined ? 0 : op.tiles;
  kernel.state[base + OPENED] = kernel.now;
  if (op !== undefined) kernel.enterNest(block, WORKS, op.tiles);
}

function fetch(kernel: Kernel, block: number, base: number, ops: readonly ProgramOp[]): void {
  const { state } = kernel;
  const { bytes } = ops[state[base + FETCH_OP]!]!;
  kernel.send(block, FETCH, state[base + ADDRESS]!, bytes, state[base + FETCH_OP]!);
  state[base + ADDRESS]! += bytes;
  state[base + TILES]! += 1;
  kernel.iterate(block, FETCHES, 1);
  if (kernel.remaining(block, FETCHES) > 0) return;
  state[base + FETCH_OP]! += 1;
  enterFetches(kernel, block, base, ops);
}

/** Hands the next tile on, which may be of an op behind the one at work. */
function handOn(kernel: Kernel, block: number, base: number, ops: readonly ProgramOp[]): void {
  const { state } = kernel;
  let op = state[base + WORK_OP]!;
  let left = state[base + LEFT]!;
  while (left <= 0) left += ops[++op]!.tiles;
  kernel.send(block, WORK, ops[op]!.cycles, op, state[base + TILE]!);
  state[base + ARRIVED]! -= 1;
  state[base + LEFT]! -= 1;
  state[base + TILE]! += 1;
}

function finishTile(kernel: Kernel, block: number, base: number, ops: readonly ProgramOp[]): void {
  const { state, now } = kernel;
  const op = kernel.peek(block, WORKED, 0);
  if (op !== state[base + WORK_OP]) throw new Error(`cycle ${now}: a tile of op ${op} instead of ${state[base + WORK_OP]}`);
  kernel.pop(block, WORKED);
  state[base + TILES]! -= 1;
  kernel.iterate(block, WORKS, 1);
  kernel.markBoundary(block, WORKS);
  if (kernel.remaining(block, WORKS) > 0) return;
  kernel.note(block, shape.note.retired, op, now + 1, ops[op]!.tiles);
  kernel.count(block, shape.counter.ops, 1);
  kernel.count(block, shape.counter.opCycles, now - state[base + OPENED]!);
  state[base + WORK_OP] = op + 1;
  const early = state[base + LEFT]!;
  enterWorks(kernel, block, base, ops);
  state[base + LEFT]! += early;
  if (op + 1 === ops.length) kernel.stopAt(now + 1);
  else kernel.markEpoch(op + 1);
}
