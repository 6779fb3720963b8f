import { defineFormat } from "@lnsim/contracts";
import { createFloatFormat } from "./format.ts";
import { floatParameters } from "./parameters.ts";

/**
 * The family `float`: binary floating-point numbers, binary32 by default. FP8 as in OCP's 8-bit floating-point
 * specification with saturating conversion, FP6 and FP4 as the elements of OCP's MX formats; these five have a scale.
 */
export const floatPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "float",
    description: "Binary floating-point numbers of any width up to 32 bits: IEEE 754 style, and FP8, FP6 and FP4 of the OCP.",
    parameters: floatParameters,
    presets: {
      fp32: {},
      tf32: { fractionBits: 10 },
      bf16: { fractionBits: 7 },
      fp16: { exponentBits: 5, fractionBits: 10 },
      "fp8-e4m3": { exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate", scaled: true },
      "fp8-e5m2": { exponentBits: 5, fractionBits: 2, overflow: "saturate", scaled: true },
      "fp6-e3m2": { exponentBits: 3, fractionBits: 2, special: "finite", overflow: "saturate", scaled: true },
      "fp6-e2m3": { exponentBits: 2, fractionBits: 3, special: "finite", overflow: "saturate", scaled: true },
      "fp4-e2m1": { exponentBits: 2, fractionBits: 1, special: "finite", overflow: "saturate", scaled: true },
    },
    create: createFloatFormat,
  }),
);
