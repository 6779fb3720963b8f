import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";

const shape = declareBlock({
  kind: "drain",
  ports: { result: { direction: "in", words: { column: "value", tile: "iteration" } } },
  state: { total: "parameter", interval: "parameter", isStarted: "value", busyUntil: "deadline", lastTile: "iteration" },
  nests: { outputs: { lookAhead: 1 } },
  activities: { waiting: { class: "idle" }, taking: { class: "work" } },
  counters: ["outputs", "columnSum"],
});
const { result: RESULT } = shape.port;
const { total: TOTAL, interval: INTERVAL, isStarted: IS_STARTED, busyUntil: BUSY_UNTIL, lastTile: LAST_TILE } = shape.slot;
const { outputs: OUTPUTS } = shape.nest;
const { waiting: WAITING, taking: TAKING } = shape.activity;
const { outputs: COUNT_OUTPUTS, columnSum: COLUMN_SUM } = shape.counter;

/** Takes `total` results, one every `interval` cycles, then ends the run; in bursts when the interval is 1. */
export const drain = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_STARTED] === 0) {
    state[base + IS_STARTED] = 1;
    kernel.enterNest(block, OUTPUTS, state[base + TOTAL]!);
  }
  const ready = kernel.ready(block, RESULT);
  if (ready === 0) return kernel.setActivity(block, WAITING);
  const interval = state[base + INTERVAL]!;
  const n = interval === 1 ? kernel.burst(ready) : 1;
  const column = kernel.peek(block, RESULT, 0);
  const stride = kernel.stride(block, RESULT);
  state[base + LAST_TILE] = kernel.peek(block, RESULT, 1);
  kernel.popRun(block, RESULT, n);
  kernel.count(block, COUNT_OUTPUTS, n);
  kernel.count(block, COLUMN_SUM, n * column + (stride * n * (n - 1)) / 2);
  kernel.setActivity(block, TAKING);
  kernel.iterate(block, OUTPUTS, n);
  state[base + BUSY_UNTIL] = now + n * interval;
  kernel.wakeAt(block, now + n * interval);
  if (kernel.remaining(block, OUTPUTS) === 0) kernel.stopAt(now + n * interval);
});
