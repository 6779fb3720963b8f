import type { ParameterDeclarations } from "@lnsim/contracts";

/**
 * An ideal memory: unlimited capacity, one read and one write channel of a given rate.
 *
 * The default rates are the smallest powers of two at which the reference PE never waits for operands: in every 16 cycles
 * it draws a 1,024 B slice of A (64 B a cycle, as much as the port of buffer A passes on) and a 512 B slice of B
 * (32 B a cycle), 96 B a cycle in all; a drain writes 32 BF16 results (64 B) a cycle.
 */
export const memoryParameters = {
  kind: {
    type: "choice",
    choices: ["ideal", "hierarchy"],
    default: "ideal",
    description: "What is behind the array: an ideal memory of the rates below, or the global buffer, DMA engines and DRAM of their own sections.",
  },
  readBytesPerCycle: {
    type: "integer",
    default: 128,
    minimum: 1,
    maximum: 1048576,
    unit: "byte/cycle",
    description: "Rate of the read channel, shared by operand loads, the PPU and the update unit.",
  },
  writeBytesPerCycle: {
    type: "integer",
    default: 128,
    minimum: 1,
    maximum: 1048576,
    unit: "byte/cycle",
    description: "Rate of the write channel, shared by the PPU and the update unit.",
  },
  latencyCycles: {
    type: "integer",
    default: 16,
    minimum: 2,
    maximum: 100000,
    unit: "cycle",
    description: "From sending a read request to the first cycle in which its bytes can move.",
  },
} as const satisfies ParameterDeclarations;
