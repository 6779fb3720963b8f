import type { MacDatapath } from "@lnsim/contracts";
import type { Cells } from "../systolic/values/pe-registers.ts";

/**
 * Partial sums as they come back from the global buffer or from memory, where they have so many bits: integers in two's complement,
 * codes of logarithms as they are. Real ones are kept whole: binary32, or those of a wide accumulator, which no machine has.
 */
export function throughMemory(datapath: MacDatapath, sums: Cells, bits: number): Cells {
  if (bits >= 32 || datapath.kind === "float" || (datapath.kind === "fixed" && typeof datapath.accumulator === "string")) return sums.slice();
  const unused = 32 - bits;
  return datapath.kind === "log" ? sums.map((sum) => (sum << unused) >>> unused) : sums.map((sum) => (sum << unused) >> unused);
}
