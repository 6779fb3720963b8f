import type { ParameterDeclarations } from "@lnsim/contracts";

/** The DMA engines: one loads tiles, one stores them. */
export const dmaParameters = {
  outstanding: { type: "integer", default: 4, minimum: 1, maximum: 24, unit: "entry", description: "Transfers of an engine that memory may have at once." },
} as const satisfies ParameterDeclarations;
