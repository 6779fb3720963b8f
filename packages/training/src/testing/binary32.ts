import type { NumberFormat, Reals } from "@lnsim/contracts";

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/** IEEE binary32 as a number format, one element at a time: codes are the bit patterns. */
export const binary32: NumberFormat = {
  id: "test-binary32",
  bits: 32,
  codeCount: 2 ** 32,
  scaled: false,
  granularities: ["tensor"],
  range: { smallest: 2 ** -149, largest: 3.4028234663852886e38 },
  zeroCode: 0,
  encode: (values, _max, _rounding, out) => {
    for (let i = 0; i < values.length; i++) {
      single[0] = values[i];
      out[i] = word[0];
    }
  },
  decode: (codes, _max, out: Reals) => {
    for (let i = 0; i < codes.length; i++) {
      word[0] = codes[i];
      out[i] = single[0];
    }
  },
};

/** Whole numbers without a scale, stored as they are. */
export const whole: NumberFormat = {
  ...binary32,
  encode: (values, max, rounding, out) => binary32.encode(values.map(Math.round) as Float64Array, max, rounding, out),
};
