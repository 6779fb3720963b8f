import { defineFormat } from "@lnsim/contracts";
import { createFloatFormat } from "./format.ts";
import { floatParameters } from "./parameters.ts";

/** The family `float`: binary floating-point numbers in IEEE 754 style, binary32 by default. */
export const floatPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "float",
    description: "Binary floating-point numbers in IEEE 754 style, with subnormals, infinities and NaN.",
    parameters: floatParameters,
    presets: {
      fp32: {},
      tf32: { fractionBits: 10 },
      bf16: { fractionBits: 7 },
      fp16: { exponentBits: 5, fractionBits: 10 },
    },
    create: createFloatFormat,
  }),
);
