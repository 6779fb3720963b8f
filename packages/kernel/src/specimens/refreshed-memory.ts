import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { fetchWords } from "./conductor.ts";

const shape = declareBlock({
  kind: "refreshed-memory",
  ports: { fetch: { direction: "in", words: fetchWords }, fetched: { direction: "out" } },
  state: {
    span: "parameter",
    interval: "parameter",
    pause: "parameter",
    nextRefresh: "time",
    busyUntil: "deadline",
    isServing: "value",
    lastOp: "position",
    longest: "maximum",
  },
  activities: { idle: { class: "idle" }, serving: { class: "work" }, refreshing: { class: "stall", cause: "refresh" } },
  counters: ["bytes", "refreshes"],
});
const { fetch: FETCH, fetched: FETCHED } = shape.port;
const { span: SPAN, interval: INTERVAL, pause: PAUSE, nextRefresh: NEXT_REFRESH, busyUntil: BUSY_UNTIL } = shape.slot;
const { isServing: IS_SERVING, lastOp: LAST_OP, longest: LONGEST } = shape.slot;
const { idle: IDLE, serving: SERVING, refreshing: REFRESHING } = shape.activity;

/** Serves one fetch at a time, slower towards the end of each span; pauses every `interval` cycles, whatever there is to do. 0: never. */
export const refreshedMemory = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_SERVING] === 1) {
    state[base + IS_SERVING] = 0;
    kernel.send(block, FETCHED);
  }
  const interval = state[base + INTERVAL]!;
  if (interval === 0) state[base + NEXT_REFRESH] = Infinity;
  else if (state[base + NEXT_REFRESH] === 0) state[base + NEXT_REFRESH] = interval;
  if (interval > 0) kernel.wakeAt(block, Math.max(now + 1, state[base + NEXT_REFRESH]!));
  if (now >= state[base + NEXT_REFRESH]!) {
    state[base + NEXT_REFRESH]! += interval;
    state[base + BUSY_UNTIL] = now + state[base + PAUSE]!;
    kernel.wakeAt(block, now + state[base + PAUSE]!);
    kernel.count(block, shape.counter.refreshes, 1);
    return kernel.setActivity(block, REFRESHING);
  }
  if (!kernel.has(block, FETCH)) return kernel.setActivity(block, IDLE);
  const bytes = kernel.peek(block, FETCH, 1);
  const cycles = bytes + Math.floor((kernel.peek(block, FETCH, 0) % state[base + SPAN]!) / 4);
  state[base + LAST_OP] = kernel.peek(block, FETCH, 2);
  kernel.pop(block, FETCH);
  kernel.count(block, shape.counter.bytes, bytes);
  kernel.setActivity(block, SERVING);
  state[base + LONGEST] = Math.max(state[base + LONGEST]!, cycles);
  state[base + IS_SERVING] = 1;
  state[base + BUSY_UNTIL] = now + cycles;
  kernel.wakeAt(block, now + cycles);
});
