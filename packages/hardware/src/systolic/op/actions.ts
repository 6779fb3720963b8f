import { describeAction as describe } from "../../timing/action-description.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { SystolicOpTiming } from "./op-timing.ts";

/** Every action of a systolic array and of the memories at its edges. */
export const systolicCatalogue = Object.freeze({
  mac: describe("array", "mac", "One multiply-accumulate of one PE."),
  idlePe: describe("array", "idlePe", "One PE for one cycle without a multiply-accumulate while a matrix product is under way."),
  operandMove: describe("array", "operandMove", "One operand latched by one PE."),
  ifmapRead: describe("ifmapSram", "read", "One element of the inputs read for the edge of a systolic array."),
  filterRead: describe("filterSram", "read", "One element of the filters read for the edge of a systolic array."),
  ofmapRead: describe("ofmapSram", "read", "One partial sum of an earlier fold read back into a systolic array."),
  ofmapWrite: describe("ofmapSram", "write", "One output or partial sum of a systolic array written."),
});

/** Key of an action in {@link systolicCatalogue}. */
export type SystolicActionKey = keyof typeof systolicCatalogue;

/** How often each action happened in an op. */
export function systolicActionCounts({ rows, columns }: SystolicDescription, timing: SystolicOpTiming): { readonly [key in SystolicActionKey]: number } {
  const { cycles, activePeCycles, operandMoves, accesses } = timing;
  return {
    mac: activePeCycles,
    idlePe: cycles * rows * columns - activePeCycles,
    operandMove: operandMoves,
    ifmapRead: accesses.ifmapReads,
    filterRead: accesses.filterReads,
    ofmapRead: accesses.partialSumReads,
    ofmapWrite: accesses.ofmapWrites,
  };
}
