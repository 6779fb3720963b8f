import type { Kernel } from "@lnsim/kernel";
import { overwriteLead } from "../../tiling/vector-offset.ts";
import { fieldOf, nestAt } from "./op-table.ts";
import { field } from "./program.ts";
import { nest, slot } from "./state.ts";

/** The first cycle of the next slot, as far as it can be told; infinite while the collector holds a tile back. */
export function startOf(kernel: Kernel, base: number): number {
  const { state, now } = kernel;
  const start = Math.max(state[base + slot.laneReady]!, state[base + slot.slotEnd]!, now + 2);
  if (state[base + slot.isOpening] === 0) return start;
  if (state[base + slot.isTileWaiting] === 1) return Infinity;
  if (state[base + slot.isDrainSerial] === 1) return Math.max(start, state[base + slot.drainedUntil]!);
  if (state[base + slot.drainedFrom] === -Infinity) return start;
  const op = state[base + slot.issueOp]!;
  const rows = Math.min(state[base + slot.drainedRows]!, columnsOf(kernel, base, op));
  const vectorBits = state[base + slot.vectorSize]! * fieldOf(kernel, base, op, field.bitsB);
  const lead = overwriteLead(rows, state[base + slot.rowCycles]!, vectorBits, state[base + slot.portBitsB]!);
  return Math.max(start, state[base + slot.drainedFrom]! + lead - state[base + slot.latency]!);
}

/** Output columns of the next slice's tile. */
export function columnsOf(kernel: Kernel, base: number, op: number): number {
  const at = base + nestAt(kernel, base, nest.issueN);
  const isLastN = kernel.state[at]! + 1 === kernel.state[at + 1];
  return isLastN ? fieldOf(kernel, base, op, field.nEdge) : kernel.state[base + slot.depth]!;
}
