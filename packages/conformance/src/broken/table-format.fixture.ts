// A number format given by a table of values: simple enough to be right, and easy to break.
import type { Codes, NumberFormat, Reals, Rounding } from "@lnsim/contracts";
import { log2 } from "@lnsim/elementary";

export interface Table {
  readonly id: string;
  readonly bits: number;
  /** Value of every code at max = `top`. */
  readonly values: readonly number[];
  /** 1 when it is left out. */
  readonly top?: number;
  readonly zeroCode: number;
  readonly scaled: boolean;
  readonly isLogarithmic: boolean;
}

/** A sound format of the table; codes of one value stand for it alike, the first one is stored. */
export function tableFormat({ id, bits, values, top = 1, zeroCode, scaled, isLogarithmic }: Table): NumberFormat {
  const order = [...values.keys()].toSorted((a, b) => values[a] - values[b] || a - b).filter((code, i, all) => i === 0 || values[code] !== values[all[i - 1]]);
  const magnitudes = values.map(Math.abs).filter((value) => value > 0);
  const encodeOne = (x: number, rounding: Rounding): number => {
    if (x !== x || x === 0) return zeroCode;
    const above = order.findIndex((code) => values[code] >= x);
    if (above < 0) return order.at(-1)!;
    if (above === 0 || values[order[above]] === x) return order[above];
    const [low, high] = [order[above - 1], order[above]];
    if (isLogarithmic && values[low] * values[high] === 0) return values[low] === 0 ? high : low;
    const share = isLogarithmic ? log2(x / values[low]) / log2(values[high] / values[low]) : (x - values[low]) / (values[high] - values[low]);
    return choose({ low, high, share, isUpLarger: x > 0 }, rounding);
  };
  return {
    id,
    bits,
    codeCount: values.length,
    scaled,
    granularities: ["tensor"],
    range: { smallest: Math.min(...magnitudes) / top, largest: Math.max(...magnitudes) / top },
    zeroCode,
    encode(reals: Reals, max: number, rounding: Rounding, out: Codes) {
      for (let i = 0; i < reals.length; i++) out[i] = encodeOne(scaled ? (reals[i] * top) / max : reals[i], rounding);
    },
    decode(codes: Codes, max: number, out: Reals) {
      for (let i = 0; i < codes.length; i++) out[i] = scaled ? (values[codes[i]] * max) / top : values[codes[i]];
    },
  };
}

interface Choice {
  readonly low: number;
  readonly high: number;
  readonly share: number;
  readonly isUpLarger: boolean;
}

function choose({ low, high, share, isUpLarger }: Choice, rounding: Rounding): number {
  // A quotient by the maximum may miss a value by its rounding error.
  if (share < 1e-12) return low;
  if (share > 1 - 1e-12) return high;
  if (rounding.mode === "stochastic") return rounding.random.nextUint32() * 2 ** -32 < share ? high : low;
  if (rounding.mode === "toward-zero") return isUpLarger ? low : high;
  if (share !== 0.5) return share < 0.5 ? low : high;
  if (rounding.mode === "half-away") return isUpLarger ? high : low;
  return low % 2 === 0 ? low : high;
}
