import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { packetWords } from "./source.ts";

const shape = declareBlock({
  kind: "arbiter",
  ports: {
    left: { direction: "in", words: packetWords },
    right: { direction: "in", words: packetWords },
    out: { direction: "out", words: packetWords },
  },
  state: { turn: "value", doneUntil: "deadline" },
  activities: { waiting: { class: "idle" }, working: { class: "work" }, blocked: { class: "stall", cause: "full", port: "out" } },
  counters: ["passed"],
});
const { left: LEFT, right: RIGHT, out: OUT } = shape.port;
const { turn: TURN, doneUntil: DONE_UNTIL } = shape.slot;
const { waiting: WAITING, working: WORKING, blocked: BLOCKED } = shape.activity;
const { passed: PASSED } = shape.counter;

/** Merges two streams, one message a cycle, round robin where both have one. */
export const arbiter = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + DONE_UNTIL]!) return;
  const hasLeft = kernel.has(block, LEFT);
  const hasRight = kernel.has(block, RIGHT);
  if (!hasLeft && !hasRight) return kernel.setActivity(block, WAITING);
  if (kernel.room(block, OUT) === 0) {
    kernel.awaitRoom(block, OUT);
    return kernel.setActivity(block, BLOCKED);
  }
  const port = hasLeft && (!hasRight || state[base + TURN] === 0) ? LEFT : RIGHT;
  state[base + TURN] = port === LEFT ? 1 : 0;
  kernel.send(block, OUT, kernel.peek(block, port, 0), kernel.peek(block, port, 1));
  kernel.pop(block, port);
  kernel.count(block, PASSED, 1);
  kernel.setActivity(block, WORKING);
  state[base + DONE_UNTIL] = now + 1;
  kernel.wakeAt(block, now + 1);
});
