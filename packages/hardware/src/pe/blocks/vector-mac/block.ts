import { defineBlock, type Kernel } from "@lnsim/kernel";
import { depthOf, lanesOf, passOf } from "../tag.ts";
import { declareVectorMac, vectorMacActivityNames } from "./state.ts";

const shape = declareVectorMac(1);
const { issue: ISSUE, vectors: VECTORS, retired: RETIRED, results: RESULTS } = shape.port;
const { lanes: LANES, vectorSize: VECTOR_SIZE, activity: ACTIVITY, since: SINCE, pass: PASS } = shape.slot;
const { left: LEFT, slack: SLACK, tag: TAG, slotUntil: SLOT_UNTIL, busyUntil: BUSY_UNTIL } = shape.slot;
const { multiply: MULTIPLY, memory: MEMORY, fill: FILL, drain: DRAIN } = shape.activity;
const { "dot.fprop": DOTS, "idleLane.fprop": IDLE_LANES, "term.fprop": TERMS, "mac.fprop": MACS } = shape.counter;
const { "spent.idle": SPENT, "op0.idle": RECORDS } = shape.counter;
const activityCount = vectorMacActivityNames.length;

/** Takes slots from the sequencer and vectors from buffer B; in between it is what the sequencer says that it waits for. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  while (kernel.has(block, RETIRED)) record(kernel, block, base);
  while (kernel.has(block, ISSUE)) takeOrder(kernel, block, base);
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + LEFT]! > 0 && kernel.ready(block, VECTORS) > 0) return multiply(kernel, block, base);
  if (now < state[base + SLOT_UNTIL]!) enter(kernel, block, base, state[base + SLACK]!);
}

/** A slot begins when the one before is over, and finds its vectors one by one. */
function takeOrder(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const activity = kernel.peek(block, ISSUE, 0);
  const vectors = kernel.peek(block, ISSUE, 1);
  const cycles = kernel.peek(block, ISSUE, 2);
  const tag = kernel.peek(block, ISSUE, 3);
  kernel.pop(block, ISSUE);
  if (state[base + LEFT]! > 0 || now < state[base + SLOT_UNTIL]!) throw new Error(`cycle ${now}, vector MAC: an order in the middle of a slot`);
  if (vectors === 0) {
    enter(kernel, block, base, activity);
    state[base + PASS] = passOf(tag);
    return;
  }
  state[base + PASS] = passOf(tag);
  state[base + LEFT] = vectors;
  state[base + SLACK] = activity;
  state[base + TAG] = tag;
  state[base + SLOT_UNTIL] = now + cycles;
  kernel.count(block, IDLE_LANES + passOf(tag), state[base + LANES]! * cycles - lanesOf(tag) * vectors);
}

function multiply(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const n = kernel.burst(kernel.ready(block, VECTORS));
  const tag = state[base + TAG]!;
  const dots = n * lanesOf(tag);
  kernel.sendRun(block, RESULTS, 0, n, 1, kernel.peek(block, VECTORS, 0), tag, state[base + SLOT_UNTIL]!);
  kernel.popRun(block, VECTORS, n);
  kernel.count(block, DOTS + passOf(tag), dots);
  kernel.count(block, TERMS + passOf(tag), dots * state[base + VECTOR_SIZE]!);
  kernel.count(block, MACS + passOf(tag), dots * depthOf(tag));
  state[base + LEFT]! -= n;
  state[base + BUSY_UNTIL] = now + n;
  enter(kernel, block, base, MULTIPLY);
  kernel.wakeAt(block, now + n);
}

/** Changes the activity. Waits between the slots of an op keep its lanes idle; a slot has counted its own at its start. */
function enter(kernel: Kernel, block: number, base: number, activity: number): void {
  const { state, now } = kernel;
  const current = state[base + ACTIVITY]!;
  if (current === activity) return;
  settle(kernel, block, base);
  state[base + ACTIVITY] = activity;
  state[base + SINCE] = now;
  kernel.setActivity(block, activity);
}

function settle(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const current = state[base + ACTIVITY]!;
  const cycles = now - state[base + SINCE]!;
  kernel.count(block, SPENT + current, cycles);
  if (current === MEMORY || current === FILL || current === DRAIN) {
    kernel.count(block, IDLE_LANES + state[base + PASS]!, cycles * state[base + LANES]!);
  }
  state[base + SINCE] = now;
}

/** Copies the cycles spent in each activity so far; they decide nothing here. */
function record(kernel: Kernel, block: number, base: number): void {
  const op = kernel.peek(block, RETIRED, 0);
  kernel.pop(block, RETIRED);
  settle(kernel, block, base);
  for (let activity = 0; activity < activityCount; activity++) {
    kernel.count(block, RECORDS + op * activityCount + activity, kernel.state[base + SPENT + activity]!);
  }
}

/** The vector MAC of a machine that runs `ops` ops. */
export function vectorMac(ops: number) {
  return defineBlock(declareVectorMac(ops), wake);
}
