import type { Bounds, IdleLaneRecord, UpdateActionRecord } from "../src/index.ts";

/** Eight flip-flops, each 3 to 10 fJ for one clocked write: 2.5 to 8 fF of clock and internal nodes at 1.1 V. */
export const latchPjPerByte: Bounds = { low: 0.024, high: 0.08 };

/** The sum of a vector times the scales of its two vectors, and into a binary32 accumulator: see the reasoning. */
export const vectorScalePj: Bounds = { low: 0.194198, high: 12.3988 };
export const vectorScaleReasoning =
  "low: scales are powers of two (MX): one 8-bit addition of their exponents, one 32-bit addition for the shift of the sum, whose own accumulation is the record's; " +
  "high: scales are binary32 numbers: two binary32 multiplications and a binary32 addition; integer scales (VS-Quant) lie between; " +
  "the scales wait in registers beside the lanes, whose clocking is left out";

/**
 * A lane without operands. The record of a lane holds one 24-bit accumulator and no pipeline registers: clocking those alone
 * is about 0.5 % of a glitch-free dot product. A six-stage lane would hold some 1,300 flip-flops; clocking all of them at
 * about 3 fJ each is up to 25 %.
 */
export const idleLane: IdleLaneRecord = {
  shareOfDot: { low: 0.005, high: 0.25 },
  kind: "assumed",
  source: "judgement",
  reasoning:
    "a lane without operands burns its clock and nothing else; low: only the 24 accumulator flip-flops of the record, at 3 fJ each; " +
    "high: all of some 1,300 pipeline flip-flops of a six-stage lane, not gated",
};

/** The update unit works in binary32; what a published operation exists for is taken as it is, the rest is built from such. */
export const updateActions: readonly UpdateActionRecord[] = [
  { action: "multiply", operations: { "fp32-multiply": 1 }, reasoning: "one binary32 multiplication" },
  { action: "add", operations: { "fp32-add": 1 }, reasoning: "one binary32 addition" },
  { action: "subtract", operations: { "fp32-add": 1 }, reasoning: "a subtraction is an addition with a sign turned" },
  { action: "compare", operations: { "int32-add": 1 }, reasoning: "a comparison of two words is an integer subtraction" },
  { action: "clamp", operations: { "int32-add": 2 }, reasoning: "two comparisons" },
  { action: "round", operations: { "int32-add": 1 }, reasoning: "an increment of the kept bits" },
  {
    action: "divide",
    operations: { "fp32-multiply": 5, "fp32-add": 2 },
    reasoning: "a reciprocal by two Newton-Raphson iterations (two multiplications and an addition each) from a small table, times the dividend",
  },
  {
    action: "squareRoot",
    operations: { "fp32-multiply": 7, "fp32-add": 2 },
    reasoning:
      "a reciprocal root by two Newton-Raphson iterations (three multiplications and an addition each) from a small table, " +
      "times the operand",
  },
  {
    action: "exponential",
    operations: { "fp32-multiply": 4, "fp32-add": 4, "int32-add": 1 },
    reasoning:
      "range reduction (a multiplication and a subtraction), a cubic polynomial from a small table (three multiplications and additions), " +
      "an addition to the exponent",
  },
];
