import type { Kernel } from "@lnsim/kernel";
import type { GridPlan } from "./plan.ts";
import { gridPeShape } from "./state.ts";

const { row: ROW, column: COLUMN } = gridPeShape.slot;
const { m: NEST_M, n: NEST_N, k: NEST_K } = gridPeShape.nest;

/** Whether a loop of the PE is in its last turn. */
function isLast(kernel: Kernel, base: number, nest: number): boolean {
  return kernel.state[base + nest]! + 1 === kernel.state[base + nest + 1];
}

/** Whether the column group under way is the last one of the PE. */
export function isLastGroup(kernel: Kernel, base: number): boolean {
  return isLast(kernel, base, NEST_N);
}

/** Whether the chunk under way is the last one of its tile. */
export function isLastChunk(kernel: Kernel, base: number): boolean {
  return isLast(kernel, base, NEST_K);
}

/** Valid rows of the lane group under way. */
export function lanesOf(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLast(kernel, base, NEST_M) ? plan.rowEdge[kernel.state[base + ROW]!]! : plan.lanes;
}

/** Columns of the column group under way. */
export function columnsOf(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLastGroup(kernel, base) ? plan.columnEdge[kernel.state[base + COLUMN]!]! : plan.depth;
}

/** Cycles of a slot of the column group under way. */
export function slotOfGroup(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLastGroup(kernel, base) ? plan.slotEdge[kernel.state[base + COLUMN]!]! : plan.slotFull;
}

/** Activity of the cycles by which those slots are longer than their vectors. */
export function slackOfGroup(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLastGroup(kernel, base) ? plan.slackEdge[kernel.state[base + COLUMN]!]! : plan.slackFull;
}

/** Words of buffer B that one of those slots reads. */
export function wordsOfGroup(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLastGroup(kernel, base) ? plan.wordsEdge[kernel.state[base + COLUMN]!]! : plan.wordsFull;
}

/** Slices of the chunk under way. */
export function slicesOf(kernel: Kernel, base: number, plan: GridPlan): number {
  return isLastChunk(kernel, base) ? plan.lastSlices : plan.chunkSlices;
}

/** Valid terms of the reduction in the chunk under way. */
export function termsOf(kernel: Kernel, base: number, plan: GridPlan): number {
  const whole = plan.chunkSlices * plan.vectorSize;
  return isLastChunk(kernel, base) ? plan.k - (plan.chunks - 1) * whole : whole;
}

/** Words of the port of buffer A (kind 0) or B (1) that a block of so many rows or columns takes; every slice is of whole words. */
export function sliceWords(plan: GridPlan, width: number, terms: number, kind: 0 | 1): number {
  const bits = width * (kind === 0 ? plan.bitsA : plan.bitsB);
  const portBits = kind === 0 ? plan.portBitsA : plan.portBitsB;
  const whole = Math.floor(terms / plan.vectorSize);
  return whole * Math.ceil((plan.vectorSize * bits) / portBits) + Math.ceil(((terms - whole * plan.vectorSize) * bits) / portBits);
}
