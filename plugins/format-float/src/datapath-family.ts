import { LnsimError, withDefaults, type DatapathFamily, type DatapathParameterValues, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { datapathParameters, widestFixedBits, type DatapathValues } from "./datapath-parameters.ts";
import { createFixedDatapath } from "./fixed-datapath.ts";
import { createFloatDatapath } from "./float-datapath.ts";
import type { FloatLayout } from "./layout.ts";
import { rightLayout } from "./operand.ts";

/**
 * The datapaths of a floating-point format with itself and with others of its family (HFP8 multiplies E4M3 by E5M2).
 * Every number of the family is exact in binary32, and so every format can use the float accumulators.
 */
export function createDatapathFamily(left: FloatLayout): DatapathFamily {
  const parameters = datapathParameters(left.bits);
  return Object.freeze({
    parameters,
    create: (values: DatapathParameterValues, right?: NumberFormat): MacDatapath => {
      const chosen = withDefaults(parameters, values) as unknown as DatapathValues;
      const other = right === undefined ? left : rightLayout(right);
      const isInteger = chosen.accumulation === "fixed" || chosen.accumulation === "wide";
      if (isInteger && other.bits > widestFixedBits) refuseWide(right!);
      return isInteger ? createFixedDatapath(left, other, chosen) : createFloatDatapath(left, other, chosen);
    },
  });
}

function refuseWide(right: NumberFormat): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: "a fixed accumulator takes products of narrow formats only",
    path: "datapath.accumulation",
    found: right.id,
    expected: `formats of at most ${widestFixedBits} bits on both sides`,
    remedy: "set datapath.accumulation to binary32",
  });
}
