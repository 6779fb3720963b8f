import type { Kernel } from "@lnsim/kernel";
import { ppuShape, tileFlags } from "./state.ts";

const { rows: ROWS, tile: TILE, mask: MASK, write: WRITE } = ppuShape.port;
const { rowCycles: ROW_CYCLES, latency: LATENCY, rowsLeft: ROWS_LEFT, drainingUntil: UNTIL } = ppuShape.slot;
const { tileFlags: TILE_FLAGS, tilePass: TILE_PASS, writeRate: WRITE_RATE } = ppuShape.slot;
const { "scale.fprop": SCALES, "activate.fprop": ACTIVATES, "maximum.fprop": MAXIMA, "quantise.fprop": QUANTISES, results: RESULTS } = ppuShape.counter;
const { "add.fprop": ADDS, "multiply.fprop": MULTIPLIES } = ppuShape.counter;

/** Takes the rows of a tile as they leave the collector. */
export function takeRows(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now < state[base + UNTIL]! || kernel.ready(block, ROWS) === 0) return;
  if (state[base + ROWS_LEFT] === 0) takeTile(kernel, block, base);
  const rowCycles = state[base + ROW_CYCLES]!;
  const n = rowCycles === 1 ? kernel.burst(kernel.ready(block, ROWS)) : 1;
  countElements(kernel, block, base, n * kernel.peek(block, ROWS, 1));
  kernel.popRun(block, ROWS, n);
  state[base + ROWS_LEFT]! -= n;
  state[base + UNTIL] = now + n - 1 + rowCycles;
  kernel.wakeAt(block, now + n - 1 + rowCycles);
}

/**
 * With its first row a tile is announced to memory: results stream there while rows still come, as late as possible, so
 * that the transfer ends a cycle after the last result is out, or starts with the first one where memory is slower.
 */
function takeTile(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const rows = kernel.peek(block, TILE, 0);
  const bytes = kernel.peek(block, TILE, 1);
  const flags = kernel.peek(block, TILE, 2);
  const pass = kernel.peek(block, TILE, 3);
  kernel.pop(block, TILE);
  if ((flags & tileFlags.mask) !== 0) kernel.pop(block, MASK);
  state[base + ROWS_LEFT] = rows;
  state[base + TILE_FLAGS] = flags;
  state[base + TILE_PASS] = pass;
  const transfer = Math.ceil(bytes / state[base + WRITE_RATE]!);
  const rowCycles = state[base + ROW_CYCLES]!;
  const delay = state[base + LATENCY]! - 3 + Math.max(rowCycles, rows * rowCycles - transfer + 1);
  kernel.sendAfter(block, WRITE, delay, bytes, pass, rows, (flags & tileFlags.last) !== 0 ? 1 : 0);
}

function countElements(kernel: Kernel, block: number, base: number, elements: number): void {
  const flags = kernel.state[base + TILE_FLAGS]!;
  const pass = kernel.state[base + TILE_PASS]!;
  kernel.count(block, SCALES + pass, elements);
  kernel.count(block, RESULTS, elements);
  if ((flags & tileFlags.activate) !== 0) kernel.count(block, ACTIVATES + pass, elements);
  if ((flags & tileFlags.quantise) !== 0) kernel.count(block, QUANTISES + pass, elements);
  if ((flags & tileFlags.maximum) !== 0) kernel.count(block, MAXIMA + pass, elements);
  if ((flags & tileFlags.statistics) === 0) return;
  kernel.count(block, ADDS + pass, 2 * elements);
  kernel.count(block, MULTIPLIES + pass, elements);
}
