import { declareBlock } from "@lnsim/kernel";
import { fillWords, streamWords, vectorWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * Buffer B: slices of the operand that streams past the lanes.
 * Simplified: a slice is written in the cycle in which its last byte arrives; one read port and no bank conflicts; vectors
 * are packed, so that a port wider than a vector wastes nothing; operands are not kept from op to op.
 */
export const bufferBShape = declareBlock({
  kind: "bufferB",
  ports: {
    fill: { direction: "in", words: fillWords },
    stream: { direction: "in", words: streamWords },
    vectors: { direction: "out", words: vectorWords },
    freed: { direction: "out" },
  },
  state: {
    portBits: "parameter",
    vectorBits: "value",
    /** Vectors of the current slice that are still to be handed out, and the next one. */
    left: "value",
    vector: "value",
    freesUnit: "value",
    busyUntil: "deadline",
  },
  activities: { idle: { class: "idle" }, read: { class: "work" } },
  counters: [...perPass("read"), ...perPass("write")],
});
