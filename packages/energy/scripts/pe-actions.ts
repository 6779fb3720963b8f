import type { ActionRecord, Composition } from "../src/index.ts";
import { latchPjPerByte, vectorScalePj, vectorScaleReasoning } from "./assumptions.ts";

const idealMemory = "an ideal memory has no technology; with memory.kind hierarchy the global buffer and DRAM are priced";
const wholeDot = "the vector MAC is priced whole, by the record of its lane organisation";

const stages = ["exponentAdd", "shift", "tree", "constantMultiply", "binAdd", "accumulate"] as const;

/** Every action that the blocks of the reference PE count, in the order of a report. */
export const peActions: readonly ActionRecord[] = [
  {
    block: "vectorMac",
    action: "dot",
    unit: "dot product of one lane",
    price: { rule: "dot" },
    reasoning:
      "a dot product of fewer terms (the last slice of a reduction) is priced as a whole one, an upper bound; " +
      "the record accumulates into a register of its own, and the collector's rows are priced beside it",
  },
  { block: "vectorMac", action: "idleLane", unit: "lane-cycle", price: { rule: "idle-lane" } },
  ...stages.map((action): ActionRecord => {
    return { block: "vectorMac", action, unit: "use", price: { rule: "included", in: "vectorMac.dot" }, reasoning: wholeDot };
  }),
  {
    block: "vectorMac",
    action: "vectorScale",
    unit: "dot product of one lane",
    price: { rule: "per-action", energyPj: vectorScalePj, kind: "assumed", source: "horowitz" },
    reasoning: vectorScaleReasoning,
  },
  memory("bufferA", "read"),
  memory("bufferA", "write"),
  {
    block: "laneRegisters",
    action: "load",
    unit: "word of buffer A's port",
    price: { rule: "per-byte", energyPj: latchPjPerByte, kind: "assumed", source: "judgement" },
    reasoning:
      "eight flip-flops a byte, each 3 to 10 fJ for one clocked write: 2.5 to 8 fF of clock and internal nodes at 1.1 V; " +
      "registers that are not loaded are taken as clock-gated",
  },
  memory("bufferB", "read"),
  memory("bufferB", "write"),
  memory("collector", "read"),
  memory("collector", "write"),
  ppu(
    "scale",
    { "int32-add": 2, "fp32-multiply": 1, "fp32-add": 1 },
    "find the leading one and shift (taken as two additions), multiply by the scales, add the bias",
  ),
  ppu("activate", { "int32-add": 1 }, "a comparison with zero and a choice"),
  ppu("maximum", { "int32-add": 1 }, "a comparison of magnitudes"),
  ppu(
    "quantise",
    { "fp32-multiply": 1, "int16-add": 4 },
    "relate to the scale, find the remainder among its midpoints in three comparisons, add to the exponent",
  ),
  ppu("exponential", { "fp32-multiply": 7, "fp32-add": 7 }, "reduce the range (two multiplications and additions), polynomial of degree five"),
  ppu("divide", { "fp32-multiply": 5, "fp32-add": 2 }, "a reciprocal by two Newton-Raphson iterations from a small table, times the dividend"),
  ppu("multiply", { "fp32-multiply": 1 }, "one binary32 multiplication"),
  ppu("add", { "fp32-add": 1 }, "one binary32 addition"),
  ppu(
    "reciprocalRoot",
    { "fp32-multiply": 6, "fp32-add": 2 },
    "two Newton-Raphson iterations (three multiplications and an addition each) from a small table",
  ),
  {
    block: "ppu",
    action: "pass",
    unit: "element",
    price: { rule: "included", in: "globalBuffer.read" },
    reasoning: "an element that only passes costs the accesses that bring it and take it away, which are counted where they happen",
  },
  { block: "updateUnit", action: "update", unit: "element", price: { rule: "update-rule" } },
  { block: "memory", action: "readBytes", unit: "byte", price: { rule: "unpriced" }, reasoning: idealMemory },
  { block: "memory", action: "writeBytes", unit: "byte", price: { rule: "unpriced" }, reasoning: idealMemory },
];

function memory(block: string, access: "read" | "write"): ActionRecord {
  return { block, action: access, unit: "access of the whole port", price: { rule: "memory", access } };
}

function ppu(action: string, operations: Composition, reasoning: string): ActionRecord {
  return { block: "ppu", action, unit: "element", price: { rule: "operations", operations }, reasoning };
}
