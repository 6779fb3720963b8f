import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import type { Assembly } from "./assembly.ts";

/** Words of an access: the address, and the address of the access before it. */
const accessWords = { address: "address", before: "address" } as const;

const walkerShape = declareBlock({
  kind: "walker",
  ports: { access: { direction: "out", words: accessWords }, done: { direction: "in" } },
  state: { steps: "parameter", stride: "parameter", modulus: "parameter", isStarted: "value", address: "address", before: "address" },
  nests: { steps: { lookAhead: 1 } },
  activities: { waiting: { class: "stall", cause: "memory", port: "done" }, over: { class: "idle" } },
  counters: ["accesses"],
});
const { access: ACCESS, done: DONE } = walkerShape.port;
const { steps: STEP_COUNT, stride: STRIDE, modulus: MODULUS, isStarted: IS_STARTED, address: ADDRESS, before: BEFORE } = walkerShape.slot;
const { steps: STEPS } = walkerShape.nest;

/** Accesses `steps` addresses, `stride` bytes apart, one after the other. */
export const walker = defineBlock(walkerShape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (kernel.has(block, DONE)) kernel.pop(block, DONE);
  else if (state[base + IS_STARTED] === 1) return;
  if (state[base + IS_STARTED] === 1) {
    kernel.iterate(block, STEPS, 1);
    kernel.markBoundary(block, STEPS);
  } else {
    state[base + IS_STARTED] = 1;
    kernel.enterNest(block, STEPS, state[base + STEP_COUNT]!);
  }
  if (kernel.remaining(block, STEPS) === 0) {
    kernel.stopAt(now + 1);
    return kernel.setActivity(block, walkerShape.activity.over);
  }
  kernel.send(block, ACCESS, state[base + ADDRESS]!, state[base + BEFORE]!);
  kernel.count(block, walkerShape.counter.accesses, 1);
  state[base + BEFORE] = state[base + ADDRESS]!;
  state[base + ADDRESS] = (state[base + ADDRESS]! + state[base + STRIDE]!) % state[base + MODULUS]!;
});

const bankedShape = declareBlock({
  kind: "banked",
  ports: { access: { direction: "in", words: accessWords }, done: { direction: "out" } },
  state: { span: "parameter", busyUntil: "deadline", isBusy: "value", last: "address" },
  activities: { idle: { class: "idle" }, busy: { class: "work" } },
  counters: ["cycles"],
});
const { span: SPAN, busyUntil: BUSY_UNTIL, isBusy: IS_BUSY, last: LAST } = bankedShape.slot;

/** Serves one access at a time, in as many cycles as its address has bytes beyond a multiple of `span`, and one. */
export const banked = defineBlock(bankedShape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (now < state[base + BUSY_UNTIL]!) return;
  if (state[base + IS_BUSY] === 1) {
    state[base + IS_BUSY] = 0;
    kernel.send(block, bankedShape.port.done);
    kernel.setActivity(block, bankedShape.activity.idle);
  }
  if (!kernel.has(block, bankedShape.port.access)) return;
  const address = kernel.peek(block, bankedShape.port.access, 0);
  state[base + LAST] = kernel.peek(block, bankedShape.port.access, 1);
  kernel.pop(block, bankedShape.port.access);
  const cycles = 1 + (address % state[base + SPAN]!);
  kernel.count(block, bankedShape.counter.cycles, cycles);
  kernel.setActivity(block, bankedShape.activity.busy);
  state[base + IS_BUSY] = 1;
  state[base + BUSY_UNTIL] = now + cycles;
  kernel.wakeAt(block, now + cycles);
});

/** How a walker walks over banked memory. */
export interface WalkSpec {
  readonly steps: number;
  readonly stride: number;
  readonly start: number;
  readonly span: number;
  /** Whether it keeps its addresses within the span; default false. */
  readonly isRound?: boolean;
}

/** A walker and its memory; the machine's address span is to be `span`. */
export function walk({ steps, stride, start, span, isRound = false }: WalkSpec): Assembly {
  const blocks = [
    { name: "walker", kind: walker, initial: { steps, stride, address: start, modulus: isRound ? span : Number.MAX_SAFE_INTEGER } },
    { name: "banked", kind: banked, initial: { span } },
  ];
  return {
    blocks: blocks as unknown as Assembly["blocks"],
    links: [
      { from: "walker.access", to: "banked.access", latency: 1, capacity: 2 },
      { from: "banked.done", to: "walker.done", latency: 1, capacity: 2 },
    ],
    addressSpan: span,
  };
}
