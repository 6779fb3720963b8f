import type { MacDatapath } from "@lnsim/contracts";
import type { MachineDram, MachineMemory, PricingContext, SimulatedDatapath } from "@lnsim/energy";
import type { MachineValues } from "../machine/machine-tree.ts";
import type { EnergyInput } from "./energy.ts";
import { accumulatorBits } from "./hardware-description.ts";

/** Rows times columns of the blocks that pass the transposer. */
const transposedElements = 32 * 32;

/** What prices depend on, from the description of the machine: what multiplies, its memories, the width of what moves. */
export function pricingContext({ values, datapath, operandBits, optimizer, cycles }: EnergyInput): PricingContext {
  const { array, grid, pe, energy, bufferA, noc } = values;
  const isSystolic = array.kind === "systolic";
  const isChip = values.memory.kind === "hierarchy";
  const pes = isSystolic ? array.rows * array.columns : grid.rows * grid.columns;
  return {
    datapath: { ...simulatedDatapath(datapath), ...(isSystolic ? { vectorSize: 1 } : {}) },
    multiplier: { block: isSystolic ? "array" : "vectorMac", lanes: isSystolic ? 1 : pe.lanes, units: pes },
    memories: { ...(isSystolic ? {} : peMemories(values, datapath, pes)), ...(isChip ? globalBufferBanks(values) : {}) },
    wordBytes: {
      ...(isSystolic ? { array: operandBits / 8 } : { laneRegisters: bufferA.portBits / 8 }),
      ...(isChip ? { noc: noc.linkBytes, transposer: (transposedElements * operandBits) / 8 } : {}),
    },
    dram: isChip ? dramOf(values) : null,
    updateActions: optimizer.actions,
    cycles,
    extrapolates: energy.extrapolate,
  };
}

/** The memories of all PEs. */
function peMemories({ bufferA, bufferB, collector, pe }: MachineValues, datapath: MacDatapath, count: number): { readonly [block: string]: MachineMemory } {
  const rowBytes = (pe.lanes * accumulatorBits(datapath)) / 8;
  return {
    bufferA: { sizeBytes: bufferA.sizeBytes, accessBytes: bufferA.portBits / 8, count },
    bufferB: { sizeBytes: bufferB.sizeBytes, accessBytes: bufferB.portBits / 8, count },
    collector: { sizeBytes: rowBytes * collector.depth, accessBytes: rowBytes, count },
  };
}

/** The banks of the global buffer, each a memory of its own: those that tiles lie in, and those of the stash where there is one. */
function globalBufferBanks({ globalBuffer: { sizeBytes, stashBytes, banks, bankBytes } }: MachineValues): { readonly [block: string]: MachineMemory } {
  const banksOf = (bytes: number): MachineMemory => ({ sizeBytes: bytes / banks, accessBytes: bankBytes, count: banks });
  return { globalBuffer: banksOf(sizeBytes - stashBytes), ...(stashBytes > 0 && { stash: banksOf(stashBytes) }) };
}

function dramOf({ dram: { kind, burstBytes, rowBytes, channels, capacityBytes, capacity } }: MachineValues): MachineDram {
  return { kind, burstBytes, rowBytes, channelBytes: capacity === "unbounded" ? null : capacityBytes / channels };
}

/** The datapath with the width of its accumulator, in hardware's terms. */
function simulatedDatapath(datapath: MacDatapath): SimulatedDatapath {
  const bits = hardwareAccumulatorBits(datapath);
  return bits === undefined ? datapath : { ...datapath, accumulatorBits: bits };
}

/** Undefined for exact sums, which no hardware forms. A logarithm's zero flag is a value of its own in hardware, not a bit. */
function hardwareAccumulatorBits(datapath: MacDatapath): number | undefined {
  if (datapath.kind === "log") return datapath.bits - 1;
  if (datapath.kind === "float") return datapath.accumulate === "binary32" ? 32 : 16;
  return datapath.accumulator === "wide" ? undefined : accumulatorBits(datapath);
}
