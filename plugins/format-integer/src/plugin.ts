import { defineFormat } from "@lnsim/contracts";
import { createIntegerFormat } from "./format.ts";
import { integerParameters } from "./parameters.ts";

/** The family `int`: symmetric integers with a scale, 8 bits by default. */
export const integerPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "int",
    description: "Integers of 2 to 16 bits with a scale, symmetric around zero, multiplied and added exactly.",
    parameters: integerParameters,
    presets: {
      int8: {},
      int2: { bits: 2 },
      int4: { bits: 4 },
      int6: { bits: 6 },
      int12: { bits: 12 },
      int16: { bits: 16 },
    },
    create: createIntegerFormat,
  }),
);
