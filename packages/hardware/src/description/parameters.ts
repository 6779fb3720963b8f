import { withDefaults, type ParameterDeclarations, type ParameterValues } from "@lnsim/contracts";
import { dmaParameters } from "../chip/dma/spec.ts";
import { globalBufferParameters } from "../chip/global-buffer/spec.ts";
import { gridParameters } from "../chip/grid/spec.ts";
import { mappingParameters } from "../chip/mapping/spec.ts";
import { nocParameters } from "../chip/noc/spec.ts";
import { bufferAParameters } from "../pe/blocks/buffer-a/spec.ts";
import { bufferBParameters } from "../pe/blocks/buffer-b/spec.ts";
import { collectorParameters } from "../pe/blocks/collector/spec.ts";
import { memoryParameters } from "../pe/blocks/memory/spec.ts";
import { ppuParameters } from "../pe/blocks/ppu/spec.ts";
import { sequencerParameters } from "../pe/blocks/sequencer/spec.ts";
import { updateParameters } from "../pe/blocks/update-unit/spec.ts";
import { vectorMacParameters } from "../pe/blocks/vector-mac/spec.ts";
import { arrayParameters, dataflowParameter, type Dataflow } from "./array-spec.ts";
import { clockParameters } from "./clock-spec.ts";
import { peParameters } from "../pe/spec.ts";

/** Every parameter of the machine, by section of a machine description, in printed order. */
export const machineParameters = {
  clock: clockParameters,
  array: arrayParameters,
  pe: peParameters,
  bufferA: bufferAParameters,
  bufferB: bufferBParameters,
  vectorMac: vectorMacParameters,
  collector: collectorParameters,
  ppu: ppuParameters,
  update: updateParameters,
  memory: memoryParameters,
  grid: gridParameters,
  noc: nocParameters,
  globalBuffer: globalBufferParameters,
  dma: dmaParameters,
  mapping: mappingParameters,
  sequencer: sequencerParameters,
} as const satisfies { readonly [section: string]: ParameterDeclarations };

/** A section of {@link machineParameters}. */
export type MachineSection = keyof typeof machineParameters;

type SectionValues = { readonly [Section in MachineSection]: ParameterValues<(typeof machineParameters)[Section]> };

/** Values of the section `update`. */
export type UpdateValues = SectionValues["update"];

/** Values of all machine parameters, by section, and the dataflow. */
export type MachineValues = SectionValues & { readonly dataflow: Dataflow };

/** Some of the values, by section. */
export type PartialMachineValues = { readonly [Section in MachineSection]?: Partial<SectionValues[Section]> } & { readonly dataflow?: Dataflow };

/** The declared defaults, which are the reference PE, with `given` laid over them; nothing is checked here. */
export function machineWithDefaults(given: PartialMachineValues = {}): MachineValues {
  const sections = Object.entries(machineParameters).map(([section, declarations]) => [
    section,
    withDefaults(declarations, given[section as MachineSection] as object | undefined),
  ]);
  return { ...(Object.fromEntries(sections) as SectionValues), dataflow: given.dataflow ?? dataflowParameter.default };
}
