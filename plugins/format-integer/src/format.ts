import type { Codes, NumberFormat, Reals, Rounding } from "@lnsim/contracts";
import { decode, encodeNearestEven, encodeRounded } from "./codec.ts";
import { createDatapathFamily } from "./datapath-family.ts";
import { largestInteger, type IntegerParameters } from "./parameters.ts";

/** Symmetric integers: value = n * max / (2^(bits - 1) - 1), n from -top to top. */
export function createIntegerFormat({ bits }: IntegerParameters, id: string): NumberFormat {
  const top = largestInteger(bits);
  return {
    id,
    bits,
    codeCount: 2 ** bits,
    scaled: true,
    granularities: ["tensor", "channel", "row", "vector"],
    range: { smallest: 1 / top, largest: 1 },
    zeroCode: 0,
    encode: (values: Reals, max: number, rounding: Rounding, out: Codes) => {
      if (!(max >= 0)) throw new RangeError(`the maximum of a tensor must not be negative or NaN, found ${max}`);
      const run = { values, max: Math.min(max, Number.MAX_VALUE), bits, top, out };
      if (max === 0) out.fill(0, 0, values.length);
      else if (rounding.mode === "nearest-even") encodeNearestEven(run);
      else encodeRounded(run, rounding);
    },
    decode: (codes: Codes, max: number, out: Reals) => decode(codes, { bits, top, max }, out),
    datapath: createDatapathFamily(bits),
  };
}
