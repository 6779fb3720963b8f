import { windowKeys } from "@lnsim/kernel";
import { jobsAhead } from "../sequencer/state.ts";
import type { ChipProgram } from "./program.ts";

/**
 * Ops that may be under way before the one that is being loaded: every one of them has a tile in a half of the results or
 * of an operand, or a job ordered.
 */
const underWay = jobsAhead + 4;

/** Keys of the epochs of a program: equal where the ops around behave alike and wait for neighbours at the same distance. */
export function epochKeys({ ops }: ChipProgram): Int32Array {
  const classes = new Map<string, number>();
  const classOf = ops.map(({ shapeClass, waitsFor }, index) => {
    const near = Object.values(waitsFor).map((list) => list.map((op) => index - op).filter((distance) => distance <= underWay + 1));
    const key = JSON.stringify([shapeClass, near]);
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
  return windowKeys(classOf, { before: underWay, behind: 1 });
}
