import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { workWords } from "./conductor.ts";

const shape = declareBlock({
  kind: "worker",
  ports: { work: { direction: "in", words: workWords }, worked: { direction: "out", words: { op: "position" } } },
  state: { isEager: "parameter", isWorking: "value", left: "value", busyUntil: "deadline", op: "position", tile: "iteration", since: "stamp" },
  activities: { waiting: { class: "stall", cause: "operands", port: "work" }, working: { class: "work" } },
  counters: ["cycles", "tileSum", "eager"],
});
const { work: WORK, worked: WORKED } = shape.port;
const { isEager: IS_EAGER, isWorking: IS_WORKING, left: LEFT, busyUntil: BUSY_UNTIL, op: OP, tile: TILE, since: SINCE } = shape.slot;

/** Works on one tile at a time, and counts when a tile is done; an eager one counts the cycles of a burst at its beginning, too. */
export const worker = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_WORKING] === 1 && state[base + LEFT] === 0) {
    kernel.count(block, shape.counter.cycles, now - state[base + SINCE]!);
    kernel.count(block, shape.counter.tileSum, state[base + TILE]!);
    kernel.send(block, WORKED, state[base + OP]!);
    state[base + IS_WORKING] = 0;
    state[base + SINCE] = Infinity;
  }
  if (state[base + IS_WORKING] === 0) {
    if (!kernel.has(block, WORK)) return kernel.setActivity(block, shape.activity.waiting);
    state[base + LEFT] = kernel.peek(block, WORK, 0);
    state[base + OP] = kernel.peek(block, WORK, 1);
    state[base + TILE] = kernel.peek(block, WORK, 2);
    kernel.pop(block, WORK);
    state[base + IS_WORKING] = 1;
    state[base + SINCE] = now;
    kernel.setActivity(block, shape.activity.working);
  }
  const n = kernel.burst(state[base + LEFT]!);
  if (state[base + IS_EAGER] === 1) kernel.count(block, shape.counter.eager, n);
  state[base + LEFT]! -= n;
  state[base + BUSY_UNTIL] = now + n;
  kernel.wakeAt(block, now + n);
});
