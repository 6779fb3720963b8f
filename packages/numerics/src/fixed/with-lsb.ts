import type { FixedAccumulateDatapath } from "@lnsim/contracts";

/**
 * The same datapath with its accumulator's window moved to LSBs of 2^lsb product units; one without such a window is returned as it is.
 * The tables are shared, so an engine prepares the result cheaply. A cut of bounded guard bits moves along; what is
 * declared without one (cutBits 0) gets none, wherever the window goes.
 */
export function withLsb(datapath: FixedAccumulateDatapath, lsb: number): FixedAccumulateDatapath {
  if (datapath.accumulator === "wide" || datapath.accumulator === "binary32" || datapath.accumulator.lsb === lsb) return datapath;
  const moved = datapath.cutBits === 0 ? 0 : Math.max(0, datapath.cutBits + lsb - datapath.accumulator.lsb);
  return { ...datapath, accumulator: { ...datapath.accumulator, lsb }, cutBits: moved };
}
