import { defineFormat } from "@lnsim/contracts";
import { createLnsLogFormat } from "./format.ts";
import { lnsLogParameters } from "./parameters.ts";

/**
 * The family `lns-log`: logarithmic numbers that are added in the logarithmic domain. Presets qaa* are those of QAA-LNS
 * (arXiv 2510.17058; its "12 bits" are most likely qaa13, whose zero flag makes the 13th), sanyal* those of Sanyal, Beerel
 * and Chugg (arXiv 1910.09876: 1 + 5 + 6 and 1 + 5 + 10 bits, zero kept apart), qaa12 and qaa10 have segments of our own.
 */
export const lnsLogPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "lns-log",
    description: "Logarithmic numbers that are added in the logarithmic domain (QAA-LNS).",
    parameters: lnsLogParameters,
    presets: {
      qaa16: {},
      qaa15: { bits: 15, fractionBits: 7 },
      qaa14: { bits: 14, fractionBits: 6 },
      qaa13: { bits: 13, fractionBits: 5 },
      qaa12: { bits: 12, fractionBits: 4 },
      qaa10: { bits: 10, fractionBits: 3 },
      "qaa16-blind": { fit: "blind" },
      "qaa15-blind": { bits: 15, fractionBits: 7, fit: "blind" },
      "qaa14-blind": { bits: 14, fractionBits: 6, fit: "blind" },
      "qaa13-blind": { bits: 13, fractionBits: 5, fit: "blind" },
      sanyal12: { bits: 13, fractionBits: 6, addition: "lut20" },
      sanyal16: { bits: 17, fractionBits: 10, addition: "lut20" },
    },
    create: createLnsLogFormat,
  }),
);
