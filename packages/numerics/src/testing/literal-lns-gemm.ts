import type { FixedAccumulator } from "@lnsim/contracts";
import type { GemmOperands } from "../gemm-operands.ts";
import { convert, fractionBitsOf, splitCode, type LnsVariant } from "./lns-datapath.ts";

/**
 * The LNS GEMM as the hardware is drawn: exponents added, quotient and remainder split, shifted ones summed per
 * remainder bin (or constants shifted per lane and summed in one tree), bins multiplied by their constants, the sum
 * rounded into the accumulator. For operands that are not transposed; shares nothing with the declared tables.
 */
export function literalLnsGemm(variant: LnsVariant, operands: GemmOperands): Int32Array {
  const { m, n, k, a, b } = operands;
  const out = new Int32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let accumulator = 0n;
      for (let start = 0; start < k; start += variant.vectorSize) {
        const pairs: [number, number][] = [];
        for (let x = start; x < Math.min(k, start + variant.vectorSize); x++) pairs.push([a[i * k + x], b[x * n + j]]);
        accumulator = enter(variant, accumulator, vectorSum(variant, pairs));
      }
      out[i * n + j] = Number(accumulator);
    }
  }
  return out;
}

/** Exact sum of one vector, in units of 2^-fractionBits. */
function vectorSum(variant: LnsVariant, pairs: readonly (readonly [number, number])[]): bigint {
  const { gamma, lut, organisation, constantBits } = variant;
  const bins = new Map<number, bigint>();
  let lanes = 0n;
  for (const [left, right] of pairs) {
    const [x, y] = [splitCode(variant, left), splitCode(variant, right)];
    if (x.isZero || y.isZero) continue;
    const product = x.exponent + y.exponent;
    const quotient = BigInt(Math.floor(product / gamma));
    const remainder = product % gamma;
    const { significand, constant } = convert(variant, remainder);
    const sign = BigInt(x.sign * y.sign);
    if (organisation === "per-lane-lut") {
      lanes += sign * cut(variant, BigInt(constant * significand) << quotient, fractionBitsOf(variant));
    } else {
      const bin = Math.floor(remainder / (gamma / lut));
      const term = sign * cut(variant, BigInt(significand) << quotient, fractionBitsOf(variant) - constantBits);
      bins.set(bin, (bins.get(bin) ?? 0n) + term);
    }
  }
  let sum = lanes;
  for (const [bin, total] of bins) sum += total * BigInt(convert(variant, bin * (gamma / lut)).constant);
  return sum;
}

/** Drops magnitude bits more than the guard bits below the accumulator's LSB. */
function cut(variant: LnsVariant, magnitude: bigint, fractionBits: number): bigint {
  const { guardBits, accumulator } = variant;
  if (guardBits === "full") return magnitude;
  const dropped = BigInt(Math.max(0, (accumulator as FixedAccumulator).lsb - guardBits + fractionBits));
  return (magnitude >> dropped) << dropped;
}

function enter(variant: LnsVariant, accumulator: bigint, sum: bigint): bigint {
  const { bits, lsb, rounding, overflow } = variant.accumulator as FixedAccumulator;
  const shift = BigInt(lsb + fractionBitsOf(variant));
  const next = accumulator + ((sum + (rounding === "half-up" ? 1n << (shift - 1n) : 0n)) >> shift);
  const limit = 1n << BigInt(bits - 1);
  if (overflow === "wrap") return BigInt.asIntN(bits, next);
  return next >= limit ? limit - 1n : next < -limit ? -limit : next;
}
