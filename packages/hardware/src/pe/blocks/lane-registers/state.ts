import { declareBlock } from "@lnsim/kernel";
import { laneWordWords, swapWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * Two sets of lane registers: one feeds the lanes, the other is loaded.
 * Simplified: the set in use feeds the vector MAC by wires, so that its values do not travel as messages; a partial slice is
 * loaded, and read from buffer A, in as many words as a whole one.
 */
export const laneRegistersShape = declareBlock({
  kind: "laneRegisters",
  ports: {
    words: { direction: "in", words: laneWordWords },
    swap: { direction: "in", words: swapWords },
  },
  state: {
    /** Words in the set that is being loaded. */
    loaded: "value",
    busyUntil: "deadline",
  },
  activities: { hold: { class: "idle" }, load: { class: "work" } },
  counters: [...perPass("load"), "swaps"],
});
