import type { NumberFormat } from "@lnsim/contracts";
import { decodeBinary32, encodeBinary32 } from "./binary32.ts";
import { binary32DatapathFamily } from "./datapath-family.ts";
import { decode, fieldSteps } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout } from "./layout.ts";
import type { FloatParameters } from "./parameters.ts";

/** A binary floating-point format in IEEE 754 style; it has no scale, `max` is ignored. */
export function createFloatFormat(values: FloatParameters, id: string): NumberFormat {
  const layout = createLayout(values);
  const { bits, fractionBits, smallestExponent, largestExponent, saturates } = layout;
  const isBinary32 = values.exponentBits === 8 && fractionBits === 23;
  const isPlain = isBinary32 && !saturates;
  const steps = fieldSteps(layout);
  return {
    id,
    bits,
    codeCount: 2 ** bits,
    scaled: false,
    granularities: ["tensor"],
    range: { smallest: 2 ** (smallestExponent - fractionBits), largest: (2 - 2 ** -fractionBits) * 2 ** largestExponent },
    zeroCode: 0,
    encode: (values, _max, rounding, out) => {
      // Single-precision values are on the grid already; only stochastic rounding still has to draw its words.
      if (isPlain && values instanceof Float32Array && rounding.mode !== "stochastic") encodeBinary32(values, out);
      else encode(layout, values, rounding, out);
    },
    decode: (codes, _max, out) => {
      if (isBinary32 && codes instanceof Uint32Array) decodeBinary32(codes, out);
      else decode(layout, steps, codes, out);
    },
    ...(isBinary32 ? { datapath: binary32DatapathFamily } : {}),
  };
}
