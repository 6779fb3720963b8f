import type { ActionRecord } from "../src/index.ts";
import { latchPjPerByte } from "./assumptions.ts";

const share =
  "a PE without operands burns its clock: some 40 flip-flops of accumulator and operands at 3 fJ are about a quarter of a glitch-free " +
  "8-bit multiply-accumulate; gated, next to nothing";

/** A systolic array of scalar multiply-accumulates, and the memories at its edges. */
export const systolicActions: readonly ActionRecord[] = [
  {
    block: "array",
    action: "mac",
    unit: "multiply-accumulate of one PE",
    price: { rule: "dot" },
    reasoning:
      "priced by the record of one term, which holds the accumulator; the registers that operands move through are priced as operandMove " +
      "where they are counted, and are not in this price",
  },
  { block: "array", action: "idlePe", unit: "PE-cycle", price: { rule: "idle-lane" }, reasoning: share },
  {
    block: "array",
    action: "operandMove",
    unit: "operand latched by one PE",
    price: { rule: "per-byte", energyPj: latchPjPerByte, kind: "assumed", source: "judgement" },
    reasoning: "eight flip-flops a byte, each 3 to 10 fJ for one clocked write; the wire to the next PE is short and left out",
  },
  ...["ifmapSram", "filterSram", "ofmapSram"].flatMap((block) => [edge(block, "read"), edge(block, "write")]),
];

/** Counted by the element: a price per access is one of a port as wide as an element. */
function edge(block: string, access: "read" | "write"): ActionRecord {
  return { block, action: access, unit: "element", price: { rule: "memory", access } };
}
