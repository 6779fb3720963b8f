import { declareBlock } from "@lnsim/kernel";
import { issueWords, resultWords, retiredWords, vectorWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * What the vector MAC can be doing. The order is that of the words in messages and of the records.
 *
 * - `idle`: no matrix product is left in the step.
 * - `A port`, `B port`, `hazard`: cycles by which a slot is longer than its vectors, by what makes it so.
 * - `memory`: the operands of the next slice are on their way, or come too late for its load into the lane registers.
 * - `fill`: an op's first load into the lane registers, which nothing hides.
 * - `drain`: the next tile has to wait for the collector, which the PPU or the memory behind it holds up.
 * - `dependency`: the next matrix product may not begin yet. What it depends on is not complete in memory (the drain tail
 *   and the write back of the product before are such waits, and count for that op), or it is the turn of an op before it, or
 *   ops do not overlap.
 */
export const vectorMacActivities = {
  idle: { class: "idle" },
  multiply: { class: "work" },
  "A port": { class: "stall", cause: "A port" },
  "B port": { class: "stall", cause: "B port" },
  hazard: { class: "stall", cause: "hazard" },
  memory: { class: "stall", cause: "memory" },
  fill: { class: "stall", cause: "fill" },
  drain: { class: "stall", cause: "drain" },
  dependency: { class: "stall", cause: "dependency" },
} as const;

/** An activity of the vector MAC. */
export type VectorMacActivity = keyof typeof vectorMacActivities;

/** Names of the activities, by number. */
export const vectorMacActivityNames = Object.keys(vectorMacActivities) as readonly VectorMacActivity[];

/**
 * The vector MAC: all lanes take one B vector a cycle.
 * Simplified: one block; its stages are views of its input history (`stagesAt`), and the result appears in the
 * collector `latencyCycles` later, which is the latency of the link there.
 *
 * `records`: ops whose activities are recorded when they retire, one counter per activity each, behind all others.
 */
export function declareVectorMac(records: number) {
  return declareBlock({
    kind: "vectorMac",
    ports: {
      issue: { direction: "in", words: issueWords },
      vectors: { direction: "in", words: vectorWords },
      retired: { direction: "in", words: retiredWords },
      results: { direction: "out", words: resultWords },
    },
    state: {
      lanes: "parameter",
      vectorSize: "parameter",
      /** The activity, kept beside the kernel's books so that it can be recorded at a retirement. */
      activity: "value",
      since: "stamp",
      pass: "value",
      /** The current slot: its vectors that are still to come, what its spare cycles are, its end. */
      left: "value",
      slack: "value",
      tag: "value",
      slotUntil: "deadline",
      busyUntil: "deadline",
    },
    activities: vectorMacActivities,
    counters: [
      ...perPass("dot"),
      ...perPass("idleLane"),
      ...perPass("term"),
      ...perPass("mac"),
      ...vectorMacActivityNames.map((name) => `spent.${name}` as const),
      ...Array.from({ length: records }, (_, op) => vectorMacActivityNames.map((name) => `op${op}.${name}` as const)).flat(),
    ],
  });
}

