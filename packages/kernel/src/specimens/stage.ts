import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { nextRandom } from "./random.ts";
import { packetWords } from "./source.ts";

const shape = declareBlock({
  kind: "stage",
  ports: { in: { direction: "in", words: packetWords }, out: { direction: "out", words: packetWords } },
  state: { depth: "parameter", maximumService: "parameter", random: "value", busyUntil: "deadline" },
  activities: {
    waiting: { class: "stall", cause: "empty", port: "in" },
    working: { class: "work" },
    blocked: { class: "stall", cause: "full", port: "out" },
  },
  counters: ["passed"],
});
const { in: IN, out: OUT } = shape.port;
const { depth: DEPTH, maximumService: MAXIMUM_SERVICE, random: RANDOM, busyUntil: BUSY_UNTIL } = shape.slot;
const { waiting: WAITING, working: WORKING, blocked: BLOCKED } = shape.activity;
const { passed: PASSED } = shape.counter;

/** Passes messages on, `depth` cycles later, each occupying it for 1 to `maximumService` cycles; in bursts when that is 1. */
export const stage = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  const ready = kernel.ready(block, IN);
  if (ready === 0) return kernel.setActivity(block, WAITING);
  const room = kernel.sendable(block, OUT);
  if (room === 0) {
    kernel.awaitRoom(block, OUT);
    return kernel.setActivity(block, BLOCKED);
  }
  const isStream = state[base + MAXIMUM_SERVICE] === 1;
  const n = isStream ? kernel.burst(Math.min(ready, room)) : 1;
  const sequence = kernel.peek(block, IN, 0);
  const origin = kernel.peek(block, IN, 1);
  const stride = kernel.stride(block, IN);
  kernel.popRun(block, IN, n);
  kernel.sendRun(block, OUT, state[base + DEPTH]!, n, stride, sequence, origin);
  kernel.count(block, PASSED, n);
  kernel.setActivity(block, WORKING);
  const service = isStream ? n : 1 + nextRandom(state, base + RANDOM, state[base + MAXIMUM_SERVICE]!);
  state[base + BUSY_UNTIL] = now + service;
  kernel.wakeAt(block, now + service);
});
