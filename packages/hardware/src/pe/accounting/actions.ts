import { describeAction as describe } from "../../timing/action-description.ts";

/** Every action that the blocks count, in the order of reports. */
export const actionCatalogue = Object.freeze({
  bufferARead: describe("bufferA", "read", "One word of the port of buffer A read for the lane registers."),
  bufferAWrite: describe("bufferA", "write", "One word of the port of buffer A written by an operand load."),
  bufferBRead: describe("bufferB", "read", "One word of the port of buffer B read for the vector MAC."),
  bufferBWrite: describe("bufferB", "write", "One word of the port of buffer B written by an operand load."),
  laneLoad: describe("laneRegisters", "load", "One word of the port of buffer A latched into the lane registers."),
  dot: describe("vectorMac", "dot", "One dot product of pe.vectorSize terms, formed and accumulated by one lane."),
  idleLane: describe("vectorMac", "idleLane", "One lane for one cycle without a dot product while a matrix product is under way."),
  exponentAdd: describe("vectorMac", "exponentAdd", "One term's exponents added and its signs combined; part of a dot product."),
  shift: describe("vectorMac", "shift", "One term's exponent split and its one shifted by the quotient; part of a dot product."),
  tree: describe("vectorMac", "tree", "One lane's adder trees used once; part of a dot product."),
  constantMultiply: describe("vectorMac", "constantMultiply", "One lane's sums multiplied by the remainder constants; part of a dot product."),
  binAdd: describe("vectorMac", "binAdd", "One lane's remainder bins added; part of a dot product."),
  accumulate: describe("vectorMac", "accumulate", "One lane's sum added to its partial sum; part of a dot product."),
  vectorScale: describe("vectorMac", "vectorScale", "One lane's sum of a vector multiplied by the scales of its two vectors, before it is accumulated."),
  collectorRead: describe("collector", "read", "One row of all lanes read, to be accumulated on or drained."),
  collectorWrite: describe("collector", "write", "One row of all lanes written."),
  scale: describe("ppu", "scale", "One accumulator turned into a scaled real, bias added."),
  activate: describe("ppu", "activate", "One result through the non-linearity."),
  maximum: describe("ppu", "maximum", "One value compared with a running maximum."),
  quantise: describe("ppu", "quantise", "One value turned into a code."),
  add: describe("ppu", "add", "One addition of a pass, or of statistics at the drain."),
  multiply: describe("ppu", "multiply", "One multiplication of a pass, or of statistics at the drain."),
  exponential: describe("ppu", "exponential", "One exponential, of a softmax or a GELU."),
  divide: describe("ppu", "divide", "One division, of a softmax or a GELU."),
  reciprocalRoot: describe("ppu", "reciprocalRoot", "One reciprocal square root, of a variance."),
  update: describe("updateUnit", "update", "One parameter updated by the optimizer."),
  memoryRead: describe("memory", "readBytes", "One byte read from memory."),
  memoryWrite: describe("memory", "writeBytes", "One byte written to memory."),
});

/** Key of an action in {@link actionCatalogue}. */
export type ActionKey = keyof typeof actionCatalogue;
