import type { PeDescription } from "../../description/description.ts";

/** What of a description decides a slot. */
export type SlotSections = Pick<PeDescription, "pe" | "bufferA" | "bufferB" | "vectorMac">;

/** Why a slot is longer than its vectors. */
export type SlackCause = "A port" | "B port" | "hazard";

/** The cycles that one slice of a tile occupies the vector MAC, and what makes them more than its vectors. */
export interface Slot {
  readonly cycles: number;
  /** B vectors of the slice, one a cycle. */
  readonly vectors: number;
  readonly slack: SlackCause;
}

/** The widths that decide a slot: bits of an element of each operand. */
export interface OperandBits {
  readonly bitsA: number;
  readonly bitsB: number;
}

/** Cycles that buffer A needs to fill the lane registers with one slice. */
export function portCyclesA(description: SlotSections, bitsA: number): number {
  return Math.ceil((description.pe.lanes * description.pe.vectorSize * bitsA) / description.bufferA.portBits);
}

/** Cycles that buffer B needs to hand out `vectors` vectors, packed. */
export function portCyclesB(description: SlotSections, bitsB: number, vectors: number): number {
  return Math.ceil((vectors * description.pe.vectorSize * bitsB) / description.bufferB.portBits);
}

/**
 * A slot is as long as the slowest of: one B vector a cycle, the load of the next A slice, the reads of buffer B, and the
 * accumulate loop. The sequencer counts slots, so the last slice of an op takes as long as the others though nothing
 * follows it. Of equal reasons for the slack the port of buffer A is named first.
 */
export function slotOf(description: SlotSections, { bitsA, bitsB }: OperandBits, vectors: number): Slot {
  const portA = portCyclesA(description, bitsA);
  const portB = portCyclesB(description, bitsB, vectors);
  const loop = description.vectorMac.accumulateLatencyCycles;
  const cycles = Math.max(vectors, portA, portB, loop);
  return { cycles, vectors, slack: cycles === portA ? "A port" : cycles === portB ? "B port" : "hazard" };
}
