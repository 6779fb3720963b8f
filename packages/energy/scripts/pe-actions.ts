import type { ActionRecord } from "../src/index.ts";

const beyondPe = "memory above the PE is outside the published PE-level figures, and the ideal memory of the machine has no technology";
const wholeDot = "the vector MAC is priced whole, by the record of its lane organisation";

/** Every action that the blocks of the reference PE count, in the order of a report. */
export const actions: readonly ActionRecord[] = [
  { block: "vectorMac", action: "dot", unit: "dot product of one lane", price: { rule: "dot" } },
  { block: "vectorMac", action: "idleLane", unit: "lane-cycle", price: { rule: "idle-lane" } },
  { block: "vectorMac", action: "exponentAdd", unit: "term", price: { rule: "included", in: "vectorMac.dot" }, reasoning: wholeDot },
  { block: "bufferA", action: "read", unit: "access", price: { rule: "memory", access: "read" } },
  { block: "bufferA", action: "write", unit: "access", price: { rule: "memory", access: "write" } },
  { block: "updateUnit", action: "update", unit: "element", price: { rule: "update-rule" } },
  { block: "memory", action: "readBytes", unit: "byte", price: { rule: "unpriced" }, reasoning: beyondPe },
];
