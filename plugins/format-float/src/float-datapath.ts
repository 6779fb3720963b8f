import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { floatCostRecord } from "./cost-record.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import type { FloatLayout } from "./layout.ts";
import { leadingExponent, lowestExponent } from "./operand.ts";

/** Exponents of the largest numbers of the accumulators, and of the smallest of binary32. */
const largestExponent = { binary32: 127, bfloat16: 127, binary16: 15 } as const;
const smallestBinary32 = -149;

/** Products and sums rounded one by one to a float format. Operands with a scale enter as exact binary32 numbers. */
export function createFloatDatapath(left: FloatLayout, right: FloatLayout, values: DatapathValues): FloatAccumulateDatapath {
  const accumulate = values.accumulation as FloatAccumulateDatapath["accumulate"];
  const { order, vectorSize } = values;
  const lowered = loweredExponents(left, right, largestExponent[accumulate] - values.headroomBits);
  return {
    kind: "float",
    description: `products and sums in ${accumulate}, each rounded, ${order === "ascending" ? "in ascending order" : `trees of ${vectorSize}`}`,
    operand: "binary32",
    accumulate,
    order,
    vectorSize,
    ...(left.scaled ? { leftMax: left.largest * 2 ** -lowered.left } : {}),
    ...(right.scaled ? { rightMax: right.largest * 2 ** -lowered.right } : {}),
    costRecord: floatCostRecord(left, right, values),
  };
}

/**
 * By how many octaves scaled operands are lowered, both by as many, so that their largest product stays below
 * 2^(allowed + 1); never so far that binary32 could not hold their smallest number.
 */
function loweredExponents(left: FloatLayout, right: FloatLayout, allowed: number): { readonly left: number; readonly right: number } {
  const product = leadingExponent(left.largest) + leadingExponent(right.largest) + 1;
  const share = Math.ceil(Math.max(0, product - allowed) / (left.scaled && right.scaled ? 2 : 1));
  const room = (layout: FloatLayout): number => lowestExponent(layout) - smallestBinary32;
  return { left: Math.min(share, room(left)), right: Math.min(share, room(right)) };
}
