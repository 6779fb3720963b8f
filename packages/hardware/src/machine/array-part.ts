import type { PeGridDescription } from "../chip/grid/description.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import type { SystolicMachine } from "../systolic/job/systolic-array.ts";

/** All that a systolic array on a chip is made from. */
export function systolicPart({ array, dataflow, globalBuffer: { bankBytes }, ppu, update, accumulatorBits }: ChipDescription): SystolicMachine {
  return { array, dataflow, globalBuffer: { bankBytes }, ppu, update, accumulatorBits };
}

/** All that a grid of PEs is made from. */
export function gridPart({ pe, bufferA, bufferB, vectorMac, collector, ppu, update, grid, noc, globalBuffer, accumulatorBits }: ChipDescription): Omit<PeGridDescription, "mode"> {
  const { banks, bankBytes, latencyCycles } = globalBuffer;
  return { pe, bufferA, bufferB, vectorMac, collector, ppu, update, grid, noc, globalBuffer: { banks, bankBytes, latencyCycles }, accumulatorBits };
}
