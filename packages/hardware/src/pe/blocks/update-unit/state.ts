import { declareBlock } from "@lnsim/kernel";
import { streamNests, streamPorts, streamState } from "../chunk-stream/state.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * The weight-update unit: reads update codes, gradients and optimizer state, applies the rule, writes them back.
 * Simplified: all numbers of a chunk come in one request and leave in one; bias gradients are summed on the way, free.
 */
export const updateUnitShape = declareBlock({
  kind: "updateUnit",
  ports: streamPorts,
  state: { ...streamState, elementsPerCycle: "parameter" },
  nests: streamNests,
  activities: {
    idle: { class: "idle" },
    update: { class: "work" },
    memory: { class: "stall", cause: "memory" },
  },
  counters: perPass("update"),
});
