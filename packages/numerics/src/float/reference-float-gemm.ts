import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { exactProduct, exactReal, exactSum, type ExactReal } from "../fixed/exact-real.ts";
import { checkOperands, leftStrides, rightStrides, type FloatGemmOperands } from "../gemm-operands.ts";
import { roundedTo, type FloatFormat } from "./rounded-to.ts";

const formats: { readonly [name in FloatAccumulateDatapath["accumulate"]]: FloatFormat } = {
  binary32: { precisionBits: 24, smallestExponent: -126, largestExponent: 127 },
  binary16: { precisionBits: 11, smallestExponent: -14, largestExponent: 15 },
  bfloat16: { precisionBits: 8, smallestExponent: -126, largestExponent: 127 },
};

/**
 * The float-accumulate GEMM as {@link FloatAccumulateDatapath} words it: every product and every sum rounded once, from
 * its exact value; binary32 in ascending order without a datapath. In a vector, neighbours are added, then
 * neighbours of those sums; one without a neighbour waits for the next level. Slow; what the fast kernels are held against.
 */
export function referenceFloatGemm(operands: FloatGemmOperands, out: Float32Array, datapath?: FloatAccumulateDatapath): void {
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  const add = adder(datapath?.accumulate ?? "binary32");
  const multiply = multiplier(datapath?.accumulate ?? "binary32");
  const vectorSize = datapath?.order === "vector-tree" ? datapath.vectorSize : 1;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let first = 0; first < k; first += vectorSize) {
        const products = Array.from({ length: Math.min(vectorSize, k - first) }, (_, x) =>
          multiply(a[i * left.row + (first + x) * left.column], b[(first + x) * right.row + j * right.column]));
        sum = add(sum, pairwise(products, add));
      }
      out[i * n + j] = sum;
    }
  }
}

type Operation = (one: number, other: number) => number;

function pairwise(values: readonly number[], add: Operation): number {
  let level = values;
  while (level.length > 1) {
    const next: number[] = [];
    for (let at = 0; at < level.length; at += 2) next.push(at + 1 < level.length ? add(level[at], level[at + 1]) : level[at]);
    level = next;
  }
  return level[0];
}

function adder(format: FloatAccumulateDatapath["accumulate"]): Operation {
  // A float64 sum of two binary32 numbers rounds to the same binary32 number as the exact one.
  if (format === "binary32") return (one, other) => Math.fround(one + other);
  return rounding(format, exactSum, (one, other) => one + other);
}

function multiplier(format: FloatAccumulateDatapath["accumulate"]): Operation {
  if (format === "binary32") return (one, other) => Math.fround(one * other);
  return rounding(format, exactProduct, (one, other) => one * other);
}

/** An operation rounded from its exact result; float64 decides zeros' signs, infinities and NaN. */
function rounding(format: FloatAccumulateDatapath["accumulate"], exact: (one: ExactReal, other: ExactReal) => ExactReal, plain: Operation): Operation {
  return (one, other) => {
    const approximate = plain(one, other);
    if (!Number.isFinite(approximate) || approximate === 0) return approximate;
    return roundedTo(formats[format], exact(exactReal(one), exactReal(other)));
  };
}
