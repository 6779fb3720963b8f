import type { ExactMode } from "@lnsim/kernel";
import { peGridArray } from "../chip/grid/grid-array.ts";
import type { ComputeArray } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { systolicArray } from "../systolic/job/systolic-array.ts";

/** The machines that there are: one PE, or a systolic array, with an ideal memory; a chip with memories behind either. */
export type MachineKind = "pe" | "systolic" | "chip";

/** Which of the machines a description is: what multiplies, and what is behind it. */
export function machineKind({ array, memory }: Pick<ChipDescription, "array" | "memory">): MachineKind {
  if (memory.kind === "hierarchy") return "chip";
  return array.kind === "systolic" ? "systolic" : "pe";
}

/** The array of a chip. */
export function computeArray(description: ChipDescription, exact: ExactMode): ComputeArray {
  return description.array.kind === "systolic" ? systolicArray(description, exact) : peGridArray({ ...description, mode: exact });
}
