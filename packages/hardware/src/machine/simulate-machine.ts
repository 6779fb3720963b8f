import type { Pins } from "@lnsim/dataflow";
import type { ExactMode } from "@lnsim/kernel";
import { peGridArray } from "../chip/grid/grid-array.ts";
import type { ComputeArray } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { simulateChip } from "../chip/step/simulate-chip.ts";
import { simulateStep } from "../pe/step/simulate-step.ts";
import { systolicArray } from "../systolic/job/systolic-array.ts";
import { simulateSystolic } from "../systolic/step/simulate-systolic.ts";
import type { MachineTiming } from "../timing/machine-timing.ts";
import { peTiming } from "../pe/step/pe-timing.ts";
import type { Op } from "../workload/operation.ts";

/** How a step is simulated; it changes nothing but `simulation`. */
export interface MachineRunOptions {
  readonly exact: ExactMode;
  /** Mappings that are not searched; for machines with a global buffer. */
  readonly pins?: Pins;
}

/** Which of the machines a description is: what multiplies, and what is behind it. */
export function machineKind({ array, memory }: Pick<ChipDescription, "array" | "memory">): "pe" | "systolic" | "chip" {
  if (memory.kind === "hierarchy") return "chip";
  return array.kind === "systolic" ? "systolic" : "pe";
}

/**
 * Simulates one training step on the machine that a description is of.
 *
 * Simplified: a step begins on an idle machine and is over with its last op, whatever the next one could do meanwhile.
 *
 * @throws {LnsimError} when the description or an op makes no sense.
 * @throws Error when an invariant of the run is broken: a bug of the simulator.
 */
export function simulateMachine(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): MachineTiming {
  switch (machineKind(description)) {
    case "pe":
      return peTiming(description, ops, simulateStep(description, ops, options));
    case "systolic":
      return simulateSystolic(description, ops, options);
    case "chip":
      return simulateChip({ description, array: computeArray(description, options.exact), ops, ...options });
  }
}

/** The array of a chip. */
export function computeArray(description: ChipDescription, exact: ExactMode): ComputeArray {
  return description.array.kind === "systolic" ? systolicArray(description, exact) : peGridArray({ ...description, mode: exact });
}

