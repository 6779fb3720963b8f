import { type BlockKind, type Wake, defineBlock } from "../block-kind.ts";
import { type BlockShape, declareBlock } from "../block-shape.ts";

const shape = declareBlock({
  kind: "probe",
  ports: {
    in: { direction: "in", words: { value: "value" }, optional: true },
    out: { direction: "out", words: { value: "value" }, optional: true },
  },
  state: { a: "value", b: "value", until: "deadline" },
  nests: { loop: { lookAhead: 1 } },
  activities: { idle: { class: "idle" }, work: { class: "work" }, stall: { class: "stall", cause: "test", port: "out" } },
  counters: ["done"],
});

/** Numbers of a probe's parts. */
export const probe = { in: shape.port.in, out: shape.port.out, a: shape.slot.a, b: shape.slot.b, loop: shape.nest.loop, done: shape.counter.done, ...shape.activity };

/** A block with one optional port each way whose behaviour the test writes; it may log into the test's variables. */
export function probeKind(wake: Wake): BlockKind {
  return defineBlock(shape as unknown as BlockShape, wake);
}
