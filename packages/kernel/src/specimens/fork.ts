import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { packetWords } from "./source.ts";

const shape = declareBlock({
  kind: "fork",
  ports: {
    in: { direction: "in", words: packetWords },
    even: { direction: "out", words: packetWords },
    odd: { direction: "out", words: packetWords },
  },
  state: { doneUntil: "deadline" },
  activities: {
    waiting: { class: "idle" },
    working: { class: "work" },
    evenFull: { class: "stall", cause: "full", port: "even" },
    oddFull: { class: "stall", cause: "full", port: "odd" },
  },
  counters: ["passed"],
});
const { in: IN, even: EVEN, odd: ODD } = shape.port;
const { doneUntil: DONE_UNTIL } = shape.slot;
const { waiting: WAITING, working: WORKING, evenFull: EVEN_FULL, oddFull: ODD_FULL } = shape.activity;
const { passed: PASSED } = shape.counter;

/** Splits a stream by the parity of the sequence number, one message a cycle; a full branch holds up the other. */
export const fork = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + DONE_UNTIL]!) return;
  if (!kernel.has(block, IN)) return kernel.setActivity(block, WAITING);
  const sequence = kernel.peek(block, IN, 0);
  const port = sequence % 2 === 0 ? EVEN : ODD;
  if (kernel.room(block, port) === 0) {
    kernel.awaitRoom(block, port);
    return kernel.setActivity(block, port === EVEN ? EVEN_FULL : ODD_FULL);
  }
  kernel.send(block, port, sequence, kernel.peek(block, IN, 1));
  kernel.pop(block, IN);
  kernel.count(block, PASSED, 1);
  kernel.setActivity(block, WORKING);
  state[base + DONE_UNTIL] = now + 1;
  kernel.wakeAt(block, now + 1);
});
