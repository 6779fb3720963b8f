import { canonicalIdentifier, createCodes, nearestEven, withDefaults, type Codes, type FormatPlugin, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { floatPlugin } from "@lnsim/format-float";
import { integerPlugin } from "@lnsim/format-integer";
import { lnsPlugin } from "@lnsim/format-lns";
import { lnsLogPlugin } from "@lnsim/format-lns-log";

type Given = { readonly [name: string]: number | string | boolean };

/** A datapath as a format's plugin declares it. */
export interface ValueCase {
  readonly name: string;
  readonly format: NumberFormat;
  readonly datapath: MacDatapath;
}

function valueCase(plugin: FormatPlugin, preset: string | Given, given: Given = {}): ValueCase {
  const values = withDefaults(plugin.parameters, typeof preset === "string" ? plugin.presets![preset]! : preset);
  const format = plugin.create(values, canonicalIdentifier(plugin.name, plugin.parameters, values));
  const family = format.datapath!;
  return { name: `${format.id} ${JSON.stringify(given)}`, format, datapath: family.create({ ...withDefaults(family.parameters), ...given }) };
}

/** Every kind of accumulator, with and without tables of pairs, saturating and wrapping, of 32 bits and of fewer. */
export const valueCases: readonly ValueCase[] = [
  valueCase(lnsPlugin, {}),
  valueCase(lnsPlugin, {}, { lsb: 11, accumulatorBits: 16 }),
  valueCase(lnsPlugin, {}, { organisation: "per-lane-lut", guardBits: 0, rounding: "floor", overflow: "wrap" }),
  valueCase(lnsPlugin, {}, { accumulation: "wide" }),
  valueCase(lnsPlugin, { bits: 12, gamma: 128 }, { lsb: 13 }),
  valueCase(integerPlugin, { bits: 8 }, { accumulation: "fixed", accumulatorBits: 32 }),
  valueCase(integerPlugin, { bits: 8 }, { accumulation: "fixed", accumulatorBits: 13, overflow: "wrap" }),
  valueCase(integerPlugin, { bits: 8 }, { accumulation: "binary32" }),
  valueCase(integerPlugin, { bits: 10 }, { accumulation: "fixed", accumulatorBits: 22 }),
  valueCase(integerPlugin, { bits: 12 }, { accumulation: "fixed", accumulatorBits: 25 }),
  valueCase(integerPlugin, { bits: 12 }, { accumulation: "fixed", accumulatorBits: 25, overflow: "wrap" }),
  valueCase(floatPlugin, "fp8-e4m3", { accumulation: "fixed" }),
  valueCase(floatPlugin, "fp8-e4m3", { accumulation: "wide" }),
  valueCase(floatPlugin, "fp8-e5m2", { accumulation: "binary32" }),
  valueCase(floatPlugin, "fp8-e4m3", { accumulation: "binary16" }),
  valueCase(floatPlugin, "bf16", { accumulation: "bfloat16", order: "vector-tree" }),
  valueCase(floatPlugin, "fp32", { accumulation: "binary32" }),
  valueCase(floatPlugin, "fp32", { accumulation: "bfloat16" }),
  valueCase(floatPlugin, "fp16", { accumulation: "binary16" }),
  valueCase(lnsLogPlugin, "qaa16"),
  valueCase(lnsLogPlugin, "qaa10"),
  valueCase(lnsLogPlugin, "sanyal12"),
];

/** Codes of values over 12 octaves below the top, an eighth of them zero. */
export function randomCodes({ bits, encode }: NumberFormat, length: number, seed: string): Codes {
  const random = createRandom(7, seed);
  const values = Float64Array.from({ length }, () => {
    const magnitude = random.nextBelow(8) === 0 ? 0 : (1 + random.nextFloat()) * 2 ** -(1 + random.nextBelow(12));
    return random.nextBelow(2) === 0 ? magnitude : -magnitude;
  });
  const codes = createCodes(bits, length);
  encode(values, 1, nearestEven, codes);
  return codes;
}

/** What the datapath of a case multiplies: codes, or the reals that they stand for. */
export function operandOf({ format, datapath }: ValueCase, length: number, seed: string): Codes | Float32Array {
  const codes = randomCodes(format, length, seed);
  if (datapath.kind !== "float") return codes;
  const reals = new Float32Array(length);
  format.decode(codes, datapath.leftMax ?? 1, reals);
  return reals;
}
