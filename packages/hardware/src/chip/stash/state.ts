import { declareBlock } from "@lnsim/kernel";
import { perPass } from "../../workload/per-pass.ts";
import { stashWords } from "../messages.ts";

/**
 * The stash: the part of the global buffer that holds tensors between ops, in banks of its own. It hands tiles to the load
 * engine and takes them from the store engine, one transfer after the other; when both wait they take turns.
 *
 * Simplified: every segment of a tile begins with a word of its own in the first bank, and a transfer is served whole.
 */
export const stashShape = declareBlock({
  kind: "stash",
  ports: {
    loadRequest: { direction: "in", words: stashWords },
    storeRequest: { direction: "in", words: stashWords },
    /** A transfer is over when the token is visible, through a link of one cycle. */
    loadDone: { direction: "out" },
    storeDone: { direction: "out" },
  },
  state: {
    /** From a granted request to the first word. */
    latency: "parameter",
    /** The ports of the banks are taken up to this cycle, by the transfer being served. */
    until: "deadline",
    isServing: "value",
    /** Whose turn it is when both engines wait: 0 the load engine's, 1 the store engine's. */
    turn: "value",
  },
  activities: { idle: { class: "idle" }, read: { class: "work" }, write: { class: "work" } },
  counters: [...perPass("readBytes"), ...perPass("writtenBytes"), ...perPass("readWords"), ...perPass("writtenWords")],
});
