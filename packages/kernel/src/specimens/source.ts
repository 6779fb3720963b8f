import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { nextRandom } from "./random.ts";

/** Words of the messages that go through networks of specimens: a sequence number and who sent it. */
export const packetWords = { sequence: "value", origin: "value" } as const;

const shape = declareBlock({
  kind: "source",
  ports: { out: { direction: "out", words: packetWords } },
  state: { items: "parameter", origin: "parameter", maximumGap: "parameter", random: "value", next: "value", readyAt: "deadline" },
  activities: {
    pausing: { class: "idle" },
    sending: { class: "work" },
    blocked: { class: "stall", cause: "full", port: "out" },
  },
  counters: ["sent"],
});
const { out: OUT } = shape.port;
const { items: ITEMS, origin: ORIGIN, maximumGap: MAXIMUM_GAP, random: RANDOM, next: NEXT, readyAt: READY_AT } = shape.slot;
const { pausing: PAUSING, sending: SENDING, blocked: BLOCKED } = shape.activity;
const { sent: SENT } = shape.counter;

/** Sends `items` messages, each up to `maximumGap` cycles after the one before; in bursts when the gap is 0. */
export const source = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + READY_AT]!) return;
  const left = state[base + ITEMS]! - state[base + NEXT]!;
  if (left === 0) return kernel.setActivity(block, PAUSING);
  const room = kernel.room(block, OUT);
  if (room === 0) {
    kernel.awaitRoom(block, OUT);
    return kernel.setActivity(block, BLOCKED);
  }
  const isStream = state[base + MAXIMUM_GAP] === 0;
  const n = isStream ? kernel.burst(Math.min(left, room)) : 1;
  kernel.sendRun(block, OUT, 0, n, 1, state[base + NEXT]!, state[base + ORIGIN]!);
  kernel.count(block, SENT, n);
  kernel.setActivity(block, SENDING);
  state[base + NEXT]! += n;
  const gap = isStream ? 0 : nextRandom(state, base + RANDOM, state[base + MAXIMUM_GAP]! + 1);
  state[base + READY_AT] = now + n + gap;
  kernel.wakeAt(block, now + n + gap);
});
