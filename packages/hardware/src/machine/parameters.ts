import { withDefaults, type ParameterDeclarations, type ParameterValues } from "@lnsim/contracts";
import { bufferAParameters } from "../blocks/buffer-a/spec.ts";
import { bufferBParameters } from "../blocks/buffer-b/spec.ts";
import { collectorParameters } from "../blocks/collector/spec.ts";
import { memoryParameters } from "../blocks/memory/spec.ts";
import { ppuParameters } from "../blocks/ppu/spec.ts";
import { sequencerParameters } from "../blocks/sequencer/spec.ts";
import { updateParameters } from "../blocks/update-unit/spec.ts";
import { vectorMacParameters } from "../blocks/vector-mac/spec.ts";
import { peParameters } from "./pe-spec.ts";

/** Every parameter of the machine, by section of a machine description, in printed order. */
export const machineParameters = {
  pe: peParameters,
  bufferA: bufferAParameters,
  bufferB: bufferBParameters,
  vectorMac: vectorMacParameters,
  collector: collectorParameters,
  ppu: ppuParameters,
  update: updateParameters,
  memory: memoryParameters,
  sequencer: sequencerParameters,
} as const satisfies { readonly [section: string]: ParameterDeclarations };

/** A section of {@link machineParameters}. */
export type MachineSection = keyof typeof machineParameters;

/** Values of all machine parameters, by section. */
export type MachineValues = { readonly [Section in MachineSection]: ParameterValues<(typeof machineParameters)[Section]> };

/** Some of the values, by section. */
export type PartialMachineValues = { readonly [Section in MachineSection]?: Partial<MachineValues[Section]> };

/** The declared defaults, which are the reference PE, with `given` laid over them; nothing is checked here. */
export function machineWithDefaults(given: PartialMachineValues = {}): MachineValues {
  const sections = Object.entries(machineParameters).map(([section, declarations]) => [
    section,
    withDefaults(declarations, given[section as MachineSection] as object | undefined),
  ]);
  return Object.fromEntries(sections) as MachineValues;
}
