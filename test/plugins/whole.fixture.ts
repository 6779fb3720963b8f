// A number format in one file: signed integers of any width, multiplied and added exactly.
import { defineFormat, type Codes, type NumberFormat, type Reals, type Rounding } from "@lnsim/contracts";

export default defineFormat({
  contract: 1,
  kind: "format",
  name: "whole",
  description: "Signed integers with a scale, symmetric around zero.",
  parameters: {
    bits: { type: "integer", default: 8, minimum: 3, maximum: 16, unit: "bit", description: "Width of a code, sign included." },
  },
  presets: { whole8: {}, whole16: { bits: 16 } },
  create: ({ bits }, id): NumberFormat => {
    const count = 2 ** bits;
    const top = count / 2 - 1;
    const signed = (code: number): number => (code > top ? code - count : code);
    const format: NumberFormat = {
      id,
      bits,
      codeCount: count,
      scaled: true,
      granularities: ["tensor"],
      range: { smallest: 1 / top, largest: 1 },
      zeroCode: 0,
      encode(values: Reals, max: number, rounding: Rounding, out: Codes) {
        for (let i = 0; i < values.length; i++) {
          const whole = roundWhole((values[i]! / max) * top, rounding);
          const code = Math.max(-top, Math.min(top, whole)) || 0;
          out[i] = code < 0 ? code + count : code;
        }
      },
      decode(codes: Codes, max: number, out: Reals) {
        for (let i = 0; i < codes.length; i++) out[i] = (signed(codes[i]!) / top) * max;
      },
    };
    return bits > 8 ? format : { ...format, datapath: { parameters: {}, create: () => datapath(count, signed) } };
  },
});

/** The whole number that a real one is stored as; stochastic rounding draws one word. */
function roundWhole(value: number, rounding: Rounding): number {
  const low = Math.floor(Math.abs(value));
  const rest = Math.abs(value) - low;
  const isUp = {
    "nearest-even": () => rest > 0.5 || (rest === 0.5 && low % 2 === 1),
    "half-away": () => rest >= 0.5,
    "toward-zero": () => false,
    stochastic: () => rounding.mode === "stochastic" && rounding.random.nextUint32() < rest * 2 ** 32,
  }[rounding.mode]();
  return Math.sign(value) * (isUp ? low + 1 : low);
}

/** a * b with a = sign * 2^q * odd: the odd part chooses a row of the table, so that every product is exact. */
function datapath(count: number, signed: (code: number) => number) {
  const classes = count / 4;
  const leftFactor = new Float64Array(count);
  const leftClass = new Uint8Array(count);
  const head = new Float64Array(classes * count);
  for (let code = 0; code < count; code++) {
    let odd = Math.abs(signed(code));
    let power = Math.sign(signed(code));
    while (odd > 0 && odd % 2 === 0) [odd, power] = [odd / 2, power * 2];
    leftFactor[code] = power;
    leftClass[code] = odd === 0 ? 0 : (odd - 1) / 2;
    for (let c = 0; c < classes; c++) head[c * count + code] = 2 * (2 * c + 1) * signed(code);
  }
  const accumulator = { bits: 24, lsb: 4, rounding: "half-up", overflow: "saturate" } as const;
  const top = count / 2 - 1;
  return {
    kind: "fixed", description: "exact integer products, 24-bit accumulator", vectorSize: 32, leftCodeCount: count, rightCodeCount: count, classes, leftFactor, leftClass,
    head, tail: null, cutBits: 0, fractionBits: 1, accumulator, productUnit: 1 / (top * top), costRecord: null, windowBits: 16,
  } as const;
}
