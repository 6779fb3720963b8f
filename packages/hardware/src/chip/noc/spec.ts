import type { ParameterDeclarations } from "@lnsim/contracts";

/** The network between the global buffer and the PEs: a bus of hops along every row (A) and every column (B, results). */
export const nocParameters = {
  linkBytes: { type: "integer", default: 64, minimum: 1, maximum: 4096, unit: "byte/cycle", description: "Width of a link: one flit." },
  hopCycles: { type: "integer", default: 1, minimum: 1, maximum: 1000, unit: "cycle", description: "From a flit's entry into a link to its exit." },
  multicast: { type: "boolean", default: true, description: "Whether a packet is copied at the hops; otherwise every receiver is sent its own." },
  queuePackets: { type: "integer", default: 2, minimum: 1, maximum: 64, unit: "packet", description: "Packets that wait in front of a link." },
} as const satisfies ParameterDeclarations;
