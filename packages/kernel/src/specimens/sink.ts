import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { nextRandom } from "./random.ts";
import { packetWords } from "./source.ts";

/** Streams a sink can tell apart. */
export const sinkOrigins = 4;

const shape = declareBlock({
  kind: "sink",
  ports: { in: { direction: "in", words: packetWords } },
  state: { maximumService: "parameter", random: "value", busyUntil: "deadline", last0: "value", last1: "value", last2: "value", last3: "value" },
  activities: { waiting: { class: "idle" }, taking: { class: "work" } },
  counters: ["received", "sequenceSum", "timeSum", "disordered"],
});
const { in: IN } = shape.port;
const { maximumService: MAXIMUM_SERVICE, random: RANDOM, busyUntil: BUSY_UNTIL, last0: LAST } = shape.slot;
const { waiting: WAITING, taking: TAKING } = shape.activity;
const { received: RECEIVED, sequenceSum: SEQUENCE_SUM, timeSum: TIME_SUM, disordered: DISORDERED } = shape.counter;

/**
 * Takes messages, each for 1 to `maximumService` cycles, and counts: how many, the sum of their sequence numbers plus 1,
 * the sum of the cycles they were taken in, and how many came after a later one of the same origin.
 */
export const sink = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (!kernel.has(block, IN)) return kernel.setActivity(block, WAITING);
  const sequence = kernel.peek(block, IN, 0) + 1;
  const last = base + LAST + kernel.peek(block, IN, 1);
  kernel.pop(block, IN);
  kernel.count(block, RECEIVED, 1);
  kernel.count(block, SEQUENCE_SUM, sequence);
  kernel.count(block, TIME_SUM, now);
  if (sequence <= state[last]!) kernel.count(block, DISORDERED, 1);
  state[last] = sequence;
  kernel.setActivity(block, TAKING);
  const service = 1 + nextRandom(state, base + RANDOM, state[base + MAXIMUM_SERVICE]!);
  state[base + BUSY_UNTIL] = now + service;
  kernel.wakeAt(block, now + service);
});
