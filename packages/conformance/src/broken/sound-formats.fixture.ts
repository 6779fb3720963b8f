// Three small formats that keep every law, and between them make every law apply.
import { createCodes, type DatapathFamily, type FixedAccumulateDatapath, type LogAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { exp2, log2 } from "@lnsim/elementary";
import { tableFormat } from "./table-format.fixture.ts";

const top = 31;
const count = 2 * (top + 1);
const signed = Array.from({ length: count }, (_, code) => (code > top ? Math.max(code - count, -top) : code));

/** Integers from -31 to 31 with a scale that is a power of two, exact products in a 24-bit accumulator. */
export function integers(): NumberFormat {
  const base = tableFormat({ id: "integers", bits: 6, values: signed, top, zeroCode: 0, scaled: true, isLogarithmic: false });
  return {
    ...base,
    topOf: (largest) => (largest === 0 ? 0 : top * exp2(Math.ceil(log2(largest / top)))),
    encodeGroups(values, { maxima, run }, rounding, out) {
      if (rounding.mode === "stochastic") return false;
      for (let i = 0, group = 0; i < values.length; i += run, group++) {
        base.encode(values.slice(i, i + run), maxima[group % maxima.length], rounding, out.subarray(i, i + run));
      }
      return true;
    },
    narrow(source, codes, out) {
      if (source.id !== base.id) return undefined;
      for (let i = 0; i < codes.length; i++) out[i] = codes[i];
      return 1;
    },
    datapath: family(integerDatapath()),
  };
}

/** The datapath of {@link integers}: one class, whole products. */
export function integerDatapath(): FixedAccumulateDatapath {
  return {
    kind: "fixed",
    description: "exact products",
    vectorSize: 8,
    leftCodeCount: count,
    rightCodeCount: count,
    classes: 1,
    leftFactor: Float64Array.from(signed),
    leftClass: new Uint8Array(count),
    head: Float64Array.from(signed, (each) => 4 * each),
    tail: null,
    cutBits: 0,
    fractionBits: 2,
    accumulator: { bits: 24, lsb: 1, rounding: "half-up", overflow: "saturate" },
    productUnit: 1 / (top * top),
    costRecord: null,
    windowBits: 12,
  };
}

const logBits = 8;
const logFraction = 2;
const logHalf = 2 ** (logBits - 3);

/** Powers of 2^(1/4) in the layout of log datapaths, with a view for multiplicative updates. */
export function powers(): NumberFormat {
  const values = Array.from({ length: 2 ** logBits }, (_, code) => {
    const logarithm = Math.max(1 - logHalf, ((code & (2 * logHalf - 1)) ^ logHalf) - logHalf);
    const sign = (code & (2 * logHalf)) === 0 ? 1 : -1;
    return (code & (4 * logHalf)) === 0 ? sign * exp2(logarithm / 2 ** logFraction) : 0;
  });
  const zeroCode = 2 ** (logBits - 1) + logHalf + 1;
  const base = tableFormat({ id: "powers", bits: logBits, values, zeroCode, scaled: false, isLogarithmic: true });
  return {
    ...base,
    log2: {
      gridPerOctave: 2 ** logFraction,
      signs: (codes, out) => codes.forEach((code, i) => void (out[i] = Math.sign(values[code]))),
      shift(codes, change, rounding) {
        const { smallest, largest } = base.range;
        const moved = Float64Array.from(codes, (code, i) => {
          const magnitude = Math.abs(values[code]) * exp2(Math.max(-200, Math.min(200, change[i])));
          return values[code] === 0 ? 0 : Math.sign(values[code]) * Math.min(largest, Math.max(smallest, magnitude));
        });
        const out = createCodes(logBits, codes.length);
        base.encode(moved, 1, rounding, out);
        codes.set(out);
      },
    },
    datapath: family(logDatapath()),
  };
}

/** Powers of four with a sign: halfway between them by quotient are powers of two. */
export function wholeOctaves(): NumberFormat {
  const values = Array.from({ length: 16 }, (_, code) => (code === 8 ? 0 : (code < 8 ? 1 : -1) * 4 ** ((code & 7) - 4)));
  const base = tableFormat({ id: "octaves", bits: 4, values, zeroCode: 8, scaled: false, isLogarithmic: true });
  return { ...base, log2: { ...powers().log2!, gridPerOctave: 0.5 } };
}

/** The datapath of {@link powers}, with deltas rounded to the grid. */
export function logDatapath(): LogAccumulateDatapath {
  const delta = (d: number, sign: 1 | -1): number => Math.round(2 ** logFraction * log2(1 + sign * exp2(-d / 2 ** logFraction)));
  return {
    kind: "log",
    description: "rounded deltas",
    vectorSize: 8,
    bits: logBits,
    fractionBits: logFraction,
    deltaSame: Int32Array.from({ length: 16 }, (_, d) => delta(d, 1)),
    deltaOpposite: Int32Array.from({ length: 16 }, (_, d) => (d === 0 ? -logHalf : delta(d, -1))),
    exponential: new Int32Array(2 * logHalf - 1),
    order: "ascending",
    costRecord: null,
  };
}

/** Quarters from -3.75 to 3.75 with sums in single precision. */
export function quarters(step = 0.25): NumberFormat {
  const values = Array.from({ length: 32 }, (_, code) => step * (code > 15 ? Math.max(code - 32, -15) : code));
  const base = tableFormat({ id: "quarters", bits: 5, values, zeroCode: 0, scaled: false, isLogarithmic: false });
  return { ...base, datapath: family({ kind: "float", description: "single precision", operand: "binary32", accumulate: "binary32", order: "ascending", vectorSize: 8, costRecord: null }) };
}

/** A family with one datapath and no parameters. */
export function family(datapath: ReturnType<DatapathFamily["create"]>): DatapathFamily {
  return { parameters: {}, create: () => datapath };
}
