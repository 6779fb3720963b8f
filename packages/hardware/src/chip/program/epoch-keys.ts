import { windowKeys } from "@lnsim/kernel";
import { opsUnderWay } from "../sequencer/state.ts";
import type { ChipProgram } from "./program.ts";

/**
 * Keys of the epochs of a program: equal where the ops around behave alike and wait for neighbours at the same distance.
 *
 * From the cycle after an op begins to that in which the next one does, only ops that have begun and are not all in memory are
 * looked up, and that next one: the sequencer turns to one op a cycle. Those further back are in memory, whoever waits for them.
 */
export function epochKeys({ ops }: ChipProgram): Int32Array {
  const classes = new Map<string, number>();
  const classOf = ops.map(({ shapeClass, waitsFor }, index) => {
    const near = Object.values(waitsFor).map((list) => list.map((op) => index - op).filter((distance) => distance <= opsUnderWay));
    const key = JSON.stringify([shapeClass, near]);
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
  return windowKeys(classOf, { before: opsUnderWay, behind: 1 });
}
