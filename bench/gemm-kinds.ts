import { nearestEven, withDefaults, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { createRandom, log } from "@lnsim/elementary";
import { floatPlugin } from "@lnsim/format-float";
import { integerPlugin } from "@lnsim/format-integer";
import { lns8, lns8Datapath } from "./lns8.ts";

/** The fixed-accumulate GEMMs that are measured. */
export type FixedKind = "lns8" | "int8" | "fp8";

const int8 = integerPlugin.create(withDefaults(integerPlugin.parameters), "int:bits=8");
const e4m3 = floatPlugin.create(
  withDefaults(floatPlugin.parameters, { exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate" }),
  "float:exponentBits=4,fractionBits=3,special=finite-nan,overflow=saturate",
);

function fixedOf(format: NumberFormat, values: { readonly [name: string]: number | string }): FixedAccumulateDatapath {
  const family = format.datapath!;
  const datapath = family.create({ ...withDefaults(family.parameters), ...values });
  if (datapath.kind !== "fixed") throw new Error(`the datapath of ${format.id} is ${datapath.kind}, the bench needs fixed`);
  return datapath;
}

/** Formats and datapaths: the default of LNS8, exact 24-bit sums of INT8, a 24-bit window with all guard bits for E4M3. */
export const fixedKinds: { readonly [kind in FixedKind]: { readonly format: NumberFormat; readonly datapath: FixedAccumulateDatapath } } = {
  lns8: { format: lns8, datapath: lns8Datapath() },
  int8: { format: int8, datapath: fixedOf(int8, { accumulation: "fixed" }) },
  fp8: { format: e4m3, datapath: fixedOf(e4m3, { accumulation: "fixed" }) },
};

/** Codes of roughly what training holds: magnitudes spread over octaves, and an eighth of all values zero. */
export function randomCodes(format: NumberFormat, length: number, seed: number, stream: string): Uint8Array {
  const random = createRandom(seed, `bench ${stream}`);
  const top = format.scaled ? 1 : format.range.largest;
  const values = Float64Array.from({ length }, () => {
    const value = log(random.nextFloat() + 1e-9) * (random.nextBelow(2) * 2 - 1);
    return random.nextBelow(8) === 0 ? 0 : (value / 21) * top;
  });
  const codes = new Uint8Array(length);
  format.encode(values, 1, nearestEven, codes);
  return codes;
}
