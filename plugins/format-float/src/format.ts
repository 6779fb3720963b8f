import type { NumberFormat } from "@lnsim/contracts";
import { binary32DatapathFamily } from "./datapath-family.ts";
import { decode, fieldSteps } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout } from "./layout.ts";
import type { FloatParameters } from "./parameters.ts";
import { decodeUpperBits, encodeUpperBits } from "./single-exponent.ts";

/** A binary floating-point format in IEEE 754 style; it has no scale, `max` is ignored. */
export function createFloatFormat(values: FloatParameters, id: string): NumberFormat {
  const layout = createLayout(values);
  const { bits, exponentBits, fractionBits, smallestExponent, largestExponent, quietNan } = layout;
  const steps = fieldSteps(layout);
  const dropped = 23 - fractionBits;
  const isUpperBits = exponentBits === 8 && quietNan !== null;
  return {
    id,
    bits,
    codeCount: 2 ** bits,
    scaled: false,
    granularities: ["tensor"],
    range: { smallest: 2 ** (smallestExponent - fractionBits), largest: (2 - 2 ** -fractionBits) * 2 ** largestExponent },
    zeroCode: 0,
    encode: (values, _max, rounding, out) => {
      const isDirect = isUpperBits && !layout.saturates && rounding.mode === "nearest-even";
      if (isDirect && values instanceof Float32Array) encodeUpperBits(values, dropped, quietNan, out);
      else encode(layout, values, rounding, out);
    },
    decode: (codes, _max, out) => {
      if (isUpperBits && out instanceof Float32Array) decodeUpperBits(codes, dropped, out);
      else decode(layout, steps, codes, out);
    },
    ...(exponentBits === 8 && fractionBits === 23 ? { datapath: binary32DatapathFamily } : {}),
  };
}
