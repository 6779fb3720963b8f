import type { ParameterDeclarations } from "@lnsim/contracts";

/**
 * The global buffer. Operands, masks and results have two halves each, in banks of their own: memory fills and empties one
 * half while the array works on the other, so that conflicts arise between the streams of the array only. The stash faces
 * the DMA engines alone.
 */
export const globalBufferParameters = {
  sizeBytes: { type: "integer", default: 2097152, minimum: 4096, maximum: 17179869184, unit: "byte", description: "Capacity of both halves and the stash together." },
  banks: { type: "integer", default: 16, minimum: 1, maximum: 1024, unit: "bank", description: "Banks that face the array; consecutive packets of a stream lie in consecutive banks." },
  bankBytes: { type: "integer", default: 64, minimum: 1, maximum: 4096, unit: "byte/cycle", description: "Width of a bank's port: one read or one write a cycle." },
  stashBytes: {
    type: "integer",
    default: 0,
    minimum: 0,
    maximum: 17179869184,
    unit: "byte",
    description:
      "Part of the capacity that holds whole tensors between ops, in banks of its own, as many and as wide; tiles have the rest. What fits is chosen by the bytes that it keeps from DRAM; 0: everything goes to DRAM.",
  },
  latencyCycles: { type: "integer", default: 2, minimum: 1, maximum: 1000, unit: "cycle", description: "From a granted request to the first word." },
} as const satisfies ParameterDeclarations;
