import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";

const shape = declareBlock({
  kind: "compute",
  ports: {
    full: { direction: "in", words: { tile: "iteration" } },
    release: { direction: "out" },
    result: { direction: "out", words: { column: "value", tile: "iteration" } },
  },
  state: {
    rounds: "parameter",
    tiles: "parameter",
    slices: "parameter",
    sliceCycles: "parameter",
    outputs: "parameter",
    isStarted: "value",
    cyclesLeft: "value",
    outputsLeft: "value",
    tile: "iteration",
    tileStarted: "stamp",
    tileCycles: "counter",
    busyUntil: "deadline",
  },
  nests: { rounds: { lookAhead: 1 }, tiles: { lookAhead: 1 }, slices: { lookAhead: 1 } },
  activities: {
    waiting: { class: "stall", cause: "operands", port: "full" },
    computing: { class: "work" },
    draining: { class: "work" },
    blocked: { class: "stall", cause: "drain", port: "result" },
  },
  counters: ["slices", "outputs"],
});
const { full: FULL, release: RELEASE, result: RESULT } = shape.port;
const { rounds: ROUND_COUNT, tiles: TILE_COUNT, slices: SLICE_COUNT, sliceCycles: SLICE_CYCLES, outputs: OUTPUTS } = shape.slot;
const { isStarted: IS_STARTED, cyclesLeft: CYCLES_LEFT, outputsLeft: OUTPUTS_LEFT, busyUntil: BUSY_UNTIL } = shape.slot;
const { tile: TILE, tileStarted: TILE_STARTED, tileCycles: TILE_CYCLES } = shape.slot;
const { rounds: ROUNDS, tiles: TILES, slices: SLICES } = shape.nest;
const { waiting: WAITING, computing: COMPUTING, draining: DRAINING, blocked: BLOCKED } = shape.activity;
const { slices: COUNT_SLICES, outputs: COUNT_OUTPUTS } = shape.counter;

type Kernel = Parameters<typeof compute.wake>[0];

/** Per tile: waits for a full bank, computes `slices` slices, releases the bank, sends `outputs` results. */
export const compute = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_STARTED] === 0) {
    state[base + IS_STARTED] = 1;
    kernel.enterNest(block, ROUNDS, state[base + ROUND_COUNT]!);
    kernel.enterNest(block, TILES, state[base + TILE_COUNT]!);
  }
  if (state[base + CYCLES_LEFT]! > 0) return work(kernel, block);
  if (state[base + OUTPUTS_LEFT]! > 0) return drain(kernel, block);
  if (!kernel.has(block, FULL)) return kernel.setActivity(block, WAITING);
  state[base + TILE] = kernel.peek(block, FULL, 0);
  kernel.pop(block, FULL);
  state[base + TILE_STARTED] = now;
  kernel.enterNest(block, SLICES, state[base + SLICE_COUNT]!);
  state[base + CYCLES_LEFT] = state[base + SLICE_CYCLES]!;
  work(kernel, block);
});

function work(kernel: Kernel, block: number): void {
  const { state, now } = kernel;
  const base = kernel.base(block);
  const n = kernel.burst(state[base + CYCLES_LEFT]!);
  kernel.setActivity(block, COMPUTING);
  state[base + CYCLES_LEFT]! -= n;
  state[base + BUSY_UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
  if (state[base + CYCLES_LEFT]! > 0) return;
  kernel.count(block, COUNT_SLICES, 1);
  kernel.iterate(block, SLICES, 1);
  kernel.markBoundary(block, SLICES);
  if (kernel.remaining(block, SLICES) > 0) {
    state[base + CYCLES_LEFT] = state[base + SLICE_CYCLES]!;
    return;
  }
  kernel.sendAfter(block, RELEASE, n - 1);
  state[base + OUTPUTS_LEFT] = state[base + OUTPUTS]!;
}

function drain(kernel: Kernel, block: number): void {
  const { state, now } = kernel;
  const base = kernel.base(block);
  const room = kernel.sendable(block, RESULT);
  if (room === 0) {
    kernel.awaitRoom(block, RESULT);
    return kernel.setActivity(block, BLOCKED);
  }
  const left = state[base + OUTPUTS_LEFT]!;
  const n = kernel.burst(Math.min(room, left));
  kernel.sendRun(block, RESULT, 0, n, 1, state[base + OUTPUTS]! - left, state[base + TILE]!);
  kernel.count(block, COUNT_OUTPUTS, n);
  kernel.setActivity(block, DRAINING);
  state[base + OUTPUTS_LEFT] = left - n;
  state[base + BUSY_UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
  if (left > n) return;
  state[base + TILE_CYCLES]! += now + n - state[base + TILE_STARTED]!;
  kernel.iterate(block, TILES, 1);
  kernel.markBoundary(block, TILES);
  if (kernel.remaining(block, TILES) > 0) return;
  kernel.iterate(block, ROUNDS, 1);
  kernel.markBoundary(block, ROUNDS);
  if (kernel.remaining(block, ROUNDS) > 0) kernel.enterNest(block, TILES, state[base + TILE_COUNT]!);
}
