import type { Kernel } from "@lnsim/kernel";
import { ppuShape, tileFlags } from "./state.ts";

const { rows: ROWS, tile: TILE, write: WRITE } = ppuShape.port;
const { rowCycles: ROW_CYCLES, latency: LATENCY, rowsLeft: ROWS_LEFT, drainingUntil: UNTIL } = ppuShape.slot;
const { tileRows: TILE_ROWS, tileBytes: TILE_BYTES, tileFlags: TILE_FLAGS, tilePass: TILE_PASS } = ppuShape.slot;
const { "scale.fprop": SCALES, "activate.fprop": ACTIVATES, "maximum.fprop": MAXIMA, "quantise.fprop": QUANTISES, results: RESULTS } = ppuShape.counter;

/** Takes the rows of a tile as they leave the collector; with the last one the tile goes to memory. */
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
  if (state[base + ROWS_LEFT]! > 0) return;
  const isLast = (state[base + TILE_FLAGS]! & tileFlags.last) !== 0 ? 1 : 0;
  const delay = n + rowCycles + state[base + LATENCY]! - 4;
  kernel.sendAfter(block, WRITE, delay, state[base + TILE_BYTES]!, state[base + TILE_PASS]!, state[base + TILE_ROWS]!, isLast);
}

function takeTile(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  state[base + ROWS_LEFT] = kernel.peek(block, TILE, 0);
  state[base + TILE_ROWS] = state[base + ROWS_LEFT]!;
  state[base + TILE_BYTES] = kernel.peek(block, TILE, 1);
  state[base + TILE_FLAGS] = kernel.peek(block, TILE, 2);
  state[base + TILE_PASS] = kernel.peek(block, TILE, 3);
  kernel.pop(block, TILE);
}

function countElements(kernel: Kernel, block: number, base: number, elements: number): void {
  const flags = kernel.state[base + TILE_FLAGS]!;
  const pass = kernel.state[base + TILE_PASS]!;
  kernel.count(block, SCALES + pass, elements);
  kernel.count(block, RESULTS, elements);
  if ((flags & tileFlags.activate) !== 0) kernel.count(block, ACTIVATES + pass, elements);
  if ((flags & tileFlags.quantise) !== 0) kernel.count(block, QUANTISES + pass, elements);
  if ((flags & tileFlags.reduce) !== 0) kernel.count(block, MAXIMA + pass, elements);
}
