import type { ParameterDeclarations } from "@lnsim/contracts";

/** The clock of the whole chip, which times given in ns are turned into cycles with. */
export const clockParameters = {
  gigahertz: {
    type: "number",
    default: 1,
    minimum: 0.01,
    maximum: 10,
    unit: "GHz",
    description: "Cycles per ns, for what is given in ns: the times of DRAM. Energy tables have clocks of their own.",
  },
} as const satisfies ParameterDeclarations;
