import type { ParameterDeclarations } from "@lnsim/contracts";

/** The sequencer issues loads, slices, drains and passes in trace order. */
export const sequencerParameters = {
  overlap: {
    type: "choice",
    choices: ["prefetch", "serial"],
    default: "prefetch",
    description:
      "Whether the loads of the next op may start once its operands are written and this op's loads are issued, or only on an idle machine.",
  },
  outstandingLoads: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 65536,
    unit: "entry",
    description: "Slices of each operand that may have been requested and not yet be in its buffer.",
  },
} as const satisfies ParameterDeclarations;
