import type { ArrayActivity } from "../../chip/job/job.ts";

/**
 * What a systolic array with its vector unit can be doing, in the order of its records. `fill`: operands move in, no PE
 * multiplies yet. `drain`: the ends of the streams move on to the far corner, results leave.
 */
export const systolicActivities = [
  { block: "array", name: "fill", class: "stall", cause: "fill" },
  { block: "array", name: "multiply", class: "work" },
  { block: "array", name: "drain", class: "stall", cause: "drain" },
  { block: "array", name: "pass", class: "work" },
] as const satisfies readonly ArrayActivity[];
