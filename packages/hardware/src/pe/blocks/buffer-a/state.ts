import { declareBlock } from "@lnsim/kernel";
import { fillWords, laneWordWords, readSliceWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * Buffer A: slices of the operand that stays in the lanes.
 * Simplified: a slice is written in the cycle in which its last byte arrives; one read port and no bank conflicts; operands
 * are not kept from op to op.
 */
export const bufferAShape = declareBlock({
  kind: "bufferA",
  ports: {
    fill: { direction: "in", words: fillWords },
    read: { direction: "in", words: readSliceWords },
    words: { direction: "out", words: laneWordWords },
    freed: { direction: "out" },
  },
  state: {
    portBits: "parameter",
    /** Words of the current slice that are still to be read, and the next one. */
    left: "value",
    word: "value",
    freesUnit: "value",
    pass: "value",
    busyUntil: "deadline",
  },
  activities: { idle: { class: "idle" }, read: { class: "work" } },
  counters: [...perPass("read"), ...perPass("write")],
});
