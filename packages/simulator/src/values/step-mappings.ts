import type { Mapping } from "@lnsim/dataflow";
import { machineKind, mapStep, type ChipDescription, type Op } from "@lnsim/hardware";
import type { MappingPins } from "../mapping/mapping-pins.ts";

/** How the program of a step cuts its products into tiles, by name of the op; empty on machines without a global buffer. */
export type StepMappings = ReadonlyMap<string, Mapping>;

/** The mappings of a whole step, where tensors lie in it included. */
export function stepMappings(description: ChipDescription, ops: readonly Op[], pins: MappingPins | null): StepMappings {
  if (machineKind(description) !== "chip") return new Map();
  const mapped = pins === null ? mapStep(description, ops) : pins.locating(() => mapStep(description, ops, pins.pins));
  return new Map(mapped.map(({ op, choice }) => [op.name, choice!.mapping]));
}
