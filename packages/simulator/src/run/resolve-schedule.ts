import type { Schedule } from "@lnsim/training";
import type { MachineValues } from "../machine/machine-tree.ts";

/** How the learning rate changes over a run. */
export function resolveSchedule({ schedule, warmUpSteps, decaySteps, decayFactor, cosineFloor }: MachineValues["training"]): Schedule {
  return { warmUpSteps, shape: shapeOf() };

  function shapeOf(): Schedule["shape"] {
    if (schedule === "step") return { kind: "step", every: decaySteps, factor: decayFactor };
    return schedule === "cosine" ? { kind: "cosine", floor: cosineFloor } : { kind: "constant" };
  }
}
