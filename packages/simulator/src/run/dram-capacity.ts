import { machineKind, type ChipDescription } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";

/** Bytes that DRAM holds; null where there is none, and where its capacity is left out of account. */
export function dramCapacity(description: ChipDescription): number | null {
  return machineKind(description) === "chip" && description.dram.capacity === "checked" ? description.dram.capacityBytes : null;
}

/** Peaks that were found on a machine that may differ in the capacity of DRAM, as they are on this one. */
export function peaksOn(description: ChipDescription, peaks: RunResult["memory"]): RunResult["memory"] {
  return peaks === null ? null : peaks.map((peak) => (peak.level === "dram" ? { ...peak, capacityBytes: dramCapacity(description) } : peak));
}
