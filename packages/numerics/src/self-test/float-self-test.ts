import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import type { FloatGemm } from "../gemm.ts";
import type { FloatGemmOperands } from "../gemm-operands.ts";
import { hashOf } from "./self-test.ts";

/** Hash of the reference's binary32 results. */
export const floatSelfTestHash = 0x8a6e873f;

const size = 64;
const roundedSize = 32;

/** Calls every kernel that the operands lead to, with little work: the first call has it optimised. */
export function warmUpFloat(gemm: Pick<FloatGemm, "run">): void {
  const values = new Float32Array(4);
  const wide = Float32Array.of(1 / 3, 1, 1, 1);
  for (const a of [values, values, wide, wide]) gemm.run({ m: 2, n: 2, k: 2, a, b: wide }, new Float32Array(4));
}

/** True when the binary32 kernels round every product and every sum. */
export function passesFloatSelfTest(gemm: Pick<FloatGemm, "run">): boolean {
  return hashOfRun(gemm, floatSelfTestOperands()) === floatSelfTestHash;
}

/** Values with 24-bit significands, so that nearly every product and every sum is rounded. */
export function floatSelfTestOperands(): FloatGemmOperands {
  const a = Float32Array.from({ length: size * size }, (_, index) => spread(index));
  const b = Float32Array.from({ length: size * size }, (_, index) => spread(index + 0x4000));
  return { m: size, n: size, k: size, a, b };
}

function spread(index: number): number {
  return (Math.imul(index + 1, 0x9e3779b1) >> 8) / 0x80_0000;
}

/** A datapath of the self-test with the hashes of the reference's results: for values of 24 bits, and of 7. */
export interface RoundedCase {
  readonly accumulate: FloatAccumulateDatapath["accumulate"];
  readonly order: FloatAccumulateDatapath["order"];
  readonly hashes: readonly [wide: number, narrow: number];
}

export const roundedCases: readonly RoundedCase[] = [
  { accumulate: "binary16", order: "ascending", hashes: [0x60b66dc5, 0x9bae0dc5] },
  { accumulate: "bfloat16", order: "ascending", hashes: [0x4a846dc5, 0x40566dc5] },
  { accumulate: "binary32", order: "vector-tree", hashes: [0x167d1765, 0x34b18677] },
  { accumulate: "binary16", order: "vector-tree", hashes: [0x93d74dc5, 0x8eba2dc5] },
  { accumulate: "bfloat16", order: "vector-tree", hashes: [0xfeeb6dc5, 0xeab66dc5] },
];

/** The datapath of a case: vectors of 24, so that a whole one has sums waiting on two levels, and the last one is shorter. */
export function roundedDatapath({ accumulate, order }: Pick<RoundedCase, "accumulate" | "order">): FloatAccumulateDatapath {
  return { kind: "float", description: "self-test", operand: "binary32", accumulate, order, vectorSize: 24, costRecord: null };
}

/** Values of 24 or of 7 bits over many octaves, so that binary16 meets subnormal numbers and infinities. */
export function roundedOperands(isNarrow: boolean): FloatGemmOperands {
  const value = (index: number): number => {
    const significand = isNarrow ? Math.floor(spread(index) * 128) / 128 : spread(index);
    return significand * 2 ** (4 * (index % 7) - (index % 3) * 6 - 13);
  };
  const a = Float32Array.from({ length: roundedSize * roundedSize }, (_, index) => value(index));
  const b = Float32Array.from({ length: roundedSize * roundedSize }, (_, index) => value(index + 0x4000));
  return { m: roundedSize, n: roundedSize, k: roundedSize, a, b };
}

/** True when every case computes what the reference does. */
export function passesRoundedSelfTest(runnerOf: (datapath: FloatAccumulateDatapath) => Pick<FloatGemm, "run">): boolean {
  const operands = [roundedOperands(false), roundedOperands(true)];
  return roundedCases.every((roundedCase) => {
    const gemm = runnerOf(roundedDatapath(roundedCase));
    return operands.every((each, index) => hashOfRun(gemm, each) === roundedCase.hashes[index]);
  });
}

/** Hash of a run's results, in which one NaN is as good as another. */
export function hashOfRun(gemm: Pick<FloatGemm, "run">, operands: FloatGemmOperands): number {
  const out = new Float32Array(operands.m * operands.n);
  gemm.run(operands, out);
  const words = new Int32Array(out.buffer);
  for (let i = 0; i < out.length; i++) if (Number.isNaN(out[i])) words[i] = 0x7fc0_0000;
  return hashOf(out);
}
