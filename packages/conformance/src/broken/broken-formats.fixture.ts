// One format per law that breaks it: what a slip in a plugin would do.
import { nearestEven, type Codes, type NumberFormat, type Reals, type Rounding } from "@lnsim/contracts";
import { family, integerDatapath, integers, logDatapath, powers, quarters } from "./sound-formats.fixture.ts";

type Encode = NumberFormat["encode"];

/** The integers with another encode(), which may use the sound one. */
function encoding(wrong: (sound: Encode, values: Reals, max: number, rounding: Rounding, out: Codes) => void): NumberFormat {
  const sound = integers();
  return { ...sound, encode: (values, max, rounding, out) => wrong(sound.encode, values, max, rounding, out) };
}

/** The integers with other values to encode. */
function mapping(map: (value: number, max: number) => number): NumberFormat {
  return encoding((sound, values, max, rounding, out) => sound(values.map((value) => map(value, max)), max, rounding, out));
}

/** The integers with another datapath. */
function multiplying(changes: Partial<ReturnType<typeof integerDatapath>>): NumberFormat {
  return { ...integers(), datapath: family({ ...integerDatapath(), ...changes }) };
}

function unstable(): NumberFormat {
  let calls = 0;
  return encoding((sound, values, max, rounding, out) => {
    sound(values, max, rounding, out);
    if (calls++ % 3 === 2) out[0] = 1;
  });
}

/** Breaks exactly what the law with its name says, and maybe others. */
export const brokenFormats: { readonly [law: string]: () => NumberFormat } = {
  "canonical-id": () => ({ ...integers(), id: "Integers!" }),
  "codes-in-range": () => encoding((sound, values, max, rounding, out) => (sound(values, max, rounding, out), values.forEach((value, i) => value === Infinity && (out[i] = 64)))),
  range: () => ({ ...integers(), range: { smallest: 1 / 32, largest: 1 } }),
  "round-trip": () => mapping((value) => 0.9 * value),
  monotone: () => mapping((value, max) => (value > 0.3 * max && value < 0.4 * max ? 0 : value)),
  nearest: () => mapping((value, max) => value + (0.2 / 31) * max),
  ties: () => ({ ...quarters(), encode: (values, max, rounding, out) => quarters().encode(values, max, rounding.mode === "half-away" ? nearestEven : rounding, out) }),
  "toward-zero": () => encoding((sound, values, max, rounding, out) => sound(values, max, rounding.mode === "toward-zero" ? { mode: "half-away" } : rounding, out)),
  "stochastic-unbiased": () =>
    encoding((sound, values, max, rounding, out) => {
      if (rounding.mode !== "stochastic") return sound(values, max, rounding, out);
      const { random } = rounding;
      sound(values, max, { mode: "stochastic", random: { nextUint32: () => Math.max(random.nextUint32(), random.nextUint32()) } }, out);
    }),
  saturation: () => mapping((value, max) => (Math.abs(value) > 1.5 * max ? 0 : value)),
  signs: () => mapping((value, max) => (value < 0 && value > -0.2 * max ? -value : value)),
  zeros: () => mapping((value, max) => (value === 0 ? max : value)),
  "not-a-number": () => mapping((value, max) => (Number.isNaN(value) ? max : value)),
  bounds: () => encoding((sound, values, max, rounding, out) => (sound(values, max, rounding, out), (out[values.length] = 0))),
  "inputs-untouched": () => encoding((sound, values, max, rounding, out) => (sound(values, max, rounding, out), (values[1] = 0))),
  deterministic: unstable,
  elementwise: () => encoding((sound, values, max, rounding, out) => sound(values, Math.min(max, Math.max(...values.map(Math.abs)) || max), rounding, out)),
  scale: () => ({ ...integers(), decode: (codes, _max, out) => integers().decode(codes, 31, out) }),
  "top-of": () => ({ ...integers(), topOf: (largest) => largest / 4 }),
  groups: () => ({ ...integers(), encodeGroups: (values, { maxima }, rounding, out) => (integers().encode(values, maxima[0], rounding, out), true) }),
  "log2-view": () => ({ ...powers(), log2: { ...powers().log2!, shift: (codes, change, rounding) => powers().log2!.shift(codes, change.map((each) => each / 2), rounding) } }),
  "narrow-self": () => ({ ...integers(), narrow: (_source, codes, out) => (codes.forEach((code, i) => void (out[i] = code)), 0.5) }),
  "datapath-exactness": () => multiplying({ accumulator: { bits: 24, lsb: -2, rounding: "half-up", overflow: "saturate" } }),
  "datapath-products": () => multiplying({ head: integerDatapath().head.map((each) => (each === 40 ? 44 : each)) }),
  "datapath-order": () => multiplying({ head: integerDatapath().head.map((each) => (each === 40 ? 32 : each)) }),
  "datapath-dot-products": () => multiplying({ accumulator: { bits: 24, lsb: 1, rounding: "floor", overflow: "saturate" }, cutBits: 0, head: integerDatapath().head.map((each) => 1.5 * each) }),
  "datapath-float-operands": () => quarters(0.1),
  "datapath-log-codes": () => ({ ...powers(), datapath: family({ ...logDatapath(), fractionBits: 3 }) }),
  "datapath-log-deltas": () => ({ ...powers(), datapath: family({ ...logDatapath(), deltaSame: new Int32Array(16) }) }),
};
