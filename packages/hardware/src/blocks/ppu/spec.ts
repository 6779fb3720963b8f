import type { ParameterDeclarations } from "@lnsim/contracts";

/** The post-processing unit: scale, bias, activation, quantise at the drain; softmax and requantise as passes of their own. */
export const ppuParameters = {
  width: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 1024,
    unit: "element",
    description: "Outputs that the PPU accepts, or requantises, in a cycle.",
  },
  latencyCycles: {
    type: "integer",
    default: 4,
    minimum: 2,
    maximum: 1000,
    unit: "cycle",
    description: "From the cycle after a collector row was read to its results on the memory's write port.",
  },
  stagingRows: {
    type: "integer",
    default: 64,
    minimum: 1,
    maximum: 65536,
    unit: "entry",
    description: "Collector rows that may have been promised to the PPU and not yet be written to memory.",
  },
  maskTiles: {
    type: "integer",
    default: 8,
    minimum: 1,
    maximum: 65536,
    unit: "entry",
    description: "Tiles of dgrad for which the PPU may hold the activations that decide what the derivative lets pass.",
  },
  exponentialsPerCycle: {
    type: "integer",
    default: 8,
    minimum: 1,
    maximum: 1024,
    unit: "element/cycle",
    description: "Exponentials of the softmax in a cycle.",
  },
  dividesPerCycle: {
    type: "integer",
    default: 8,
    minimum: 1,
    maximum: 1024,
    unit: "element/cycle",
    description: "Divisions of the softmax in a cycle.",
  },
  chunkElements: {
    type: "integer",
    default: 128,
    minimum: 1,
    maximum: 1048576,
    unit: "element",
    description: "Elements per memory request of a pass over a stored tensor.",
  },
  chunks: {
    type: "integer",
    default: 8,
    minimum: 1,
    maximum: 1024,
    unit: "entry",
    description: "Chunks of a pass that may be on their way or waiting at once.",
  },
} as const satisfies ParameterDeclarations;
