import type { ChipDescription } from "../chip/machine/description.ts";
import type { MachineTiming } from "../timing/machine-timing.ts";
import type { Op } from "../workload/operation.ts";
import { openMachine, type MachineRunOptions } from "./open-machine.ts";

/**
 * Simulates one training step on the machine that a description is of.
 *
 * Simplified: a step begins on an idle machine and is over with its last op, whatever the next one could do meanwhile.
 *
 * @throws {LnsimError} when the description or an op makes no sense.
 * @throws Error when an invariant of the run is broken: a bug of the simulator.
 */
export function simulateMachine(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): MachineTiming {
  return openMachine(description, ops, options).finish();
}
