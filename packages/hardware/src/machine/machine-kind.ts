import type { ExactMode } from "@lnsim/kernel";
import { peGridArray } from "../chip/grid/grid-array.ts";
import { rememberingArray, type JobMemory } from "../chip/job/job-memory.ts";
import type { ComputeArray } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { systolicArray } from "../systolic/job/systolic-array.ts";
import { gridPart, systolicPart } from "./array-part.ts";

/** The machines that there are: one PE, or a systolic array, with an ideal memory; a chip with memories behind either. */
export type MachineKind = "pe" | "systolic" | "chip";

/** Which of the machines a description is: what multiplies, and what is behind it. */
export function machineKind({ array, memory }: Pick<ChipDescription, "array" | "memory">): MachineKind {
  if (memory.kind === "hierarchy") return "chip";
  return array.kind === "systolic" ? "systolic" : "pe";
}

/** The array of a chip. What it remembers is found again by all that it is made from. */
export function computeArray(description: ChipDescription, exact: ExactMode, memory?: JobMemory): ComputeArray {
  const timingsOf = (part: object) => (exact === "skip" ? memory?.timingsOn(JSON.stringify(part)) : undefined);
  if (description.array.kind === "systolic") {
    const part = systolicPart(description);
    return rememberingArray(systolicArray(part, exact), timingsOf(part));
  }
  const part = gridPart(description);
  return rememberingArray(peGridArray({ ...part, mode: exact }), timingsOf(part));
}
