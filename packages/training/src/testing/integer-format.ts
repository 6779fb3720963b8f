import type { NumberFormat } from "@lnsim/contracts";

/** Signed fixed point relative to a scale: value = (code - top) * max / top with codes 0 … 2 * top, zero in the middle. */
export function integerFormat(top: number): NumberFormat {
  return {
    id: `test-integer:${top}`,
    bits: 16,
    codeCount: 2 * top + 1,
    scaled: true,
    granularities: ["tensor"],
    range: { smallest: 1 / top, largest: 1 },
    zeroCode: top,
    encode: (values, max, _rounding, out) => {
      for (let i = 0; i < values.length; i++) out[i] = top + Math.max(-top, Math.min(top, Math.round((values[i] / max) * top)));
    },
    decode: (codes, max, out) => {
      for (let i = 0; i < codes.length; i++) out[i] = ((codes[i] - top) * max) / top;
    },
  };
}
