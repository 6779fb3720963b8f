import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";

const shape = declareBlock({
  kind: "memory",
  ports: { data: { direction: "out", words: { beat: "value", tile: "iteration" } } },
  state: {
    rounds: "parameter",
    tiles: "parameter",
    beats: "parameter",
    lastBeats: "parameter",
    accessLatency: "parameter",
    isStarted: "value",
    nextBeat: "value",
    tileNumber: "iteration",
    busyUntil: "deadline",
  },
  nests: { rounds: { lookAhead: 1 }, tiles: { lookAhead: 1 } },
  activities: { done: { class: "idle" }, streaming: { class: "work" }, blocked: { class: "stall", cause: "full", port: "data" } },
  counters: ["beats"],
});
const { data: DATA } = shape.port;
const { rounds: ROUND_COUNT, tiles: TILE_COUNT, beats: BEATS, lastBeats: LAST_BEATS, accessLatency: ACCESS_LATENCY } = shape.slot;
const { isStarted: IS_STARTED, nextBeat: NEXT_BEAT, tileNumber: TILE_NUMBER, busyUntil: BUSY_UNTIL } = shape.slot;
const { rounds: ROUNDS, tiles: TILES } = shape.nest;
const { done: DONE, streaming: STREAMING, blocked: BLOCKED } = shape.activity;
const { beats: SENT } = shape.counter;

/** Streams `rounds` times `tiles` tiles of `beats` beats, one beat a cycle; the last tile of a round has `lastBeats`. */
export const memory = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_STARTED] === 0) {
    state[base + IS_STARTED] = 1;
    kernel.enterNest(block, ROUNDS, state[base + ROUND_COUNT]!);
    kernel.enterNest(block, TILES, state[base + TILE_COUNT]!);
  }
  if (kernel.remaining(block, ROUNDS) === 0) return kernel.setActivity(block, DONE);
  const room = kernel.sendable(block, DATA);
  if (room === 0) {
    kernel.awaitRoom(block, DATA);
    return kernel.setActivity(block, BLOCKED);
  }
  const beats = kernel.remaining(block, TILES) === 1 ? state[base + LAST_BEATS]! : state[base + BEATS]!;
  const beat = state[base + NEXT_BEAT]!;
  const n = kernel.burst(Math.min(room, beats - beat));
  kernel.sendRun(block, DATA, state[base + ACCESS_LATENCY]!, n, 1, beat, state[base + TILE_NUMBER]!);
  kernel.count(block, SENT, n);
  kernel.setActivity(block, STREAMING);
  state[base + NEXT_BEAT] = beat + n;
  if (beat + n === beats) finishTile(kernel, block);
  state[base + BUSY_UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
});

function finishTile(kernel: Parameters<typeof memory.wake>[0], block: number): void {
  const base = kernel.base(block);
  kernel.state[base + NEXT_BEAT] = 0;
  kernel.state[base + TILE_NUMBER]! += 1;
  kernel.iterate(block, TILES, 1);
  if (kernel.remaining(block, TILES) > 0) return;
  kernel.iterate(block, ROUNDS, 1);
  if (kernel.remaining(block, ROUNDS) > 0) kernel.enterNest(block, TILES, kernel.state[base + TILE_COUNT]!);
}
