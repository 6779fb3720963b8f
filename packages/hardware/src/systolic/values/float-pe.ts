import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import type { PeArithmetic } from "./pe-arithmetic.ts";
import { element, type PeStep } from "./pe-registers.ts";
import { roundToFormat, type RoundingTarget } from "./round-to-format.ts";

/** The PE of a float-accumulate datapath. */
export function floatPe({ accumulate }: FloatAccumulateDatapath): PeArithmetic {
  return {
    zero: 0,
    hasRealOperands: true,
    hasRealSums: true,
    step: accumulate === "binary32" ? stepBinary32 : roundedStep(targets[accumulate]),
    drain: (sums) => Float32Array.from(sums),
  };
}

/** What sums are rounded to, beside binary32. */
export const targets: { readonly [format in "binary16" | "bfloat16"]: RoundingTarget } = {
  binary16: { precisionBits: 11, smallestExponent: -14, largest: 65504 },
  bfloat16: { precisionBits: 8, smallestExponent: -126, largest: (2 - 2 ** -7) * 2 ** 127 },
};

/** Products of two binary32 numbers are exact in float64, and a sum rounded there first rounds to the same binary32 number. */
const stepBinary32: PeStep = ({ left, right, sums, across, down }) => {
  let count = 0;
  for (let pe = 0; pe < sums.length; pe++) {
    if ((across[pe]! & down[pe]! & element) === 0) continue;
    sums[pe] = Math.fround(sums[pe]! + Math.fround(left[pe]! * right[pe]!));
    count++;
  }
  return count;
};

function roundedStep(target: RoundingTarget): PeStep {
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      sums[pe] = roundToFormat(sums[pe]! + roundToFormat(left[pe]! * right[pe]!, target), target);
      count++;
    }
    return count;
  };
}
