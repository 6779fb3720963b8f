import { withDefaults } from "@lnsim/contracts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { dramParameters } from "../chip/dram/parameters.ts";
import { machineWithDefaults, type MachineSection } from "../description/parameters.ts";
import { machineKind } from "./machine-kind.ts";

const defaults = machineWithDefaults();
const dramDefaults = withDefaults(dramParameters("hbm2"));

/** Sections of a PE with a vector MAC. */
const peSections = ["pe", "bufferA", "bufferB", "vectorMac", "collector"] as const satisfies readonly MachineSection[];

/** Sections of a chip that no machine with another memory has. */
const chipSections = ["clock", "grid", "noc", "globalBuffer", "dma", "mapping"] as const satisfies readonly MachineSection[];

/**
 * A description for the timing of a machine: sections of what that kind of machine does not have, and the capacity of DRAM,
 * which is checked before, are as declared by default. Machines that differ in nothing else have one timing.
 */
export function timingDescription(description: ChipDescription): ChipDescription {
  const { capacity, capacityBytes } = dramDefaults;
  const unused = Object.fromEntries(unusedSections(description).map((section) => [section, defaults[section]]));
  return { ...description, ...unused, dram: machineKind(description) === "chip" ? { ...description.dram, capacity, capacityBytes } : dramDefaults };
}

function unusedSections(description: ChipDescription): readonly MachineSection[] {
  switch (machineKind(description)) {
    case "pe":
      return chipSections;
    case "systolic":
      return [...peSections, ...chipSections, "sequencer"];
    case "chip":
      return description.array.kind === "systolic" ? [...peSections, "grid", "noc"] : [];
  }
}
