import { defineFormat } from "@lnsim/contracts";
import { createLnsFormat } from "./format.ts";
import { lnsFamily, lnsParameters } from "./parameters.ts";

/**
 * The family `lns`: multi-base logarithmic numbers of LNS-Madam. The presets from lns10 on keep the octave range of
 * lns8 (15.875 octaves) with a finer grid, as weight-update grids do: gamma = 8 * 2^(bits - 8).
 */
export const lnsPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: lnsFamily,
    description: "Logarithmic numbers: a sign and an integer exponent of base 2^(1/gamma).",
    parameters: lnsParameters,
    presets: {
      lns8: {},
      lns4: { bits: 4, gamma: 0.5 },
      lns5: { bits: 5, gamma: 1 },
      lns6: { bits: 6, gamma: 2 },
      lns7: { bits: 7, gamma: 4 },
      lns10: { bits: 10, gamma: 32 },
      lns12: { bits: 12, gamma: 128 },
      lns14: { bits: 14, gamma: 512 },
      lns16: { bits: 16, gamma: 2048 },
    },
    create: createLnsFormat,
  }),
);
