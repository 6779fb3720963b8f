import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";

const shape = declareBlock({
  kind: "double-buffer",
  ports: {
    data: { direction: "in", words: { beat: "value", tile: "iteration" } },
    full: { direction: "out", words: { tile: "iteration" } },
    release: { direction: "in" },
  },
  state: {
    rounds: "parameter",
    tiles: "parameter",
    beats: "parameter",
    lastBeats: "parameter",
    turnaround: "parameter",
    isStarted: "value",
    banksInUse: "value",
    filled: "value",
    busyUntil: "deadline",
    usableAt: "time",
    deepest: "maximum",
  },
  nests: { rounds: { lookAhead: 1 }, tiles: { lookAhead: 1 } },
  activities: {
    waiting: { class: "stall", cause: "data", port: "data" },
    filling: { class: "work" },
    full: { class: "stall", cause: "banks", port: "release" },
  },
  counters: ["beats"],
});
const { data: DATA, full: FULL_PORT, release: RELEASE } = shape.port;
const { rounds: ROUND_COUNT, tiles: TILE_COUNT, beats: BEATS, lastBeats: LAST_BEATS, isStarted: IS_STARTED } = shape.slot;
const { banksInUse: BANKS_IN_USE, filled: FILLED, busyUntil: BUSY_UNTIL, deepest: DEEPEST, turnaround: TURNAROUND, usableAt: USABLE_AT } = shape.slot;
const { rounds: ROUNDS, tiles: TILES } = shape.nest;
const { waiting: WAITING, filling: FILLING, full: FULL } = shape.activity;
const { beats: RECEIVED } = shape.counter;

/**
 * Two banks: fills one, a beat a cycle, while the other is in use; tells the user of a full one, who releases it.
 * No bank starts to fill within `turnaround` cycles of a release.
 */
export const doubleBuffer = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (state[base + IS_STARTED] === 0) {
    state[base + IS_STARTED] = 1;
    kernel.enterNest(block, ROUNDS, state[base + ROUND_COUNT]!);
    kernel.enterNest(block, TILES, state[base + TILE_COUNT]!);
  }
  while (kernel.has(block, RELEASE)) {
    kernel.pop(block, RELEASE);
    state[base + BANKS_IN_USE]! -= 1;
    state[base + USABLE_AT] = now + state[base + TURNAROUND]!;
  }
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + BANKS_IN_USE] === 2) return kernel.setActivity(block, FULL);
  if (state[base + FILLED] === 0 && now < state[base + USABLE_AT]!) {
    kernel.wakeAt(block, state[base + USABLE_AT]!);
    return kernel.setActivity(block, FULL);
  }
  const ready = kernel.ready(block, DATA);
  if (ready === 0) return kernel.setActivity(block, WAITING);
  const beats = kernel.remaining(block, TILES) === 1 ? state[base + LAST_BEATS]! : state[base + BEATS]!;
  const n = kernel.burst(Math.min(ready, beats - state[base + FILLED]!));
  const tile = kernel.peek(block, DATA, 1);
  kernel.popRun(block, DATA, n);
  kernel.count(block, RECEIVED, n);
  kernel.setActivity(block, FILLING);
  state[base + FILLED]! += n;
  if (state[base + FILLED] === beats) {
    state[base + FILLED] = 0;
    state[base + BANKS_IN_USE]! += 1;
    state[base + DEEPEST] = Math.max(state[base + DEEPEST]!, state[base + BANKS_IN_USE]!);
    kernel.sendAfter(block, FULL_PORT, n - 1, tile);
    kernel.iterate(block, TILES, 1);
    if (kernel.remaining(block, TILES) === 0) {
      kernel.iterate(block, ROUNDS, 1);
      if (kernel.remaining(block, ROUNDS) > 0) kernel.enterNest(block, TILES, state[base + TILE_COUNT]!);
    }
  }
  state[base + BUSY_UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
});
