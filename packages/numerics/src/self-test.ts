import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { FloatGemm } from "./gemm.ts";
import type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";
import type { FixedFactory } from "./fixed-factory.ts";

/** A datapath of the self-test, with the hash of the reference's results (which a test recomputes). */
export interface SelfTestCase {
  readonly datapath: FixedAccumulateDatapath;
  readonly hash: number;
}

const codeCount = 256;
const classes = 8;
const zeroCode = 0x80;

/** Hash of the reference's binary32 results. */
export const floatSelfTestHash = 0x8a6e873f;

/** Calls every fixed-accumulate kernel that the self-test meets, with little work. */
export function warmUpFixed(factory: FixedFactory): void {
  const operands = { m: 2, n: 2, k: 2, a: new Uint8Array(4), b: new Uint8Array(4) };
  for (const { datapath } of selfTestCases()) {
    const gemm = factory.create(datapath);
    for (let call = 0; call < 2; call++) gemm.run(operands, new Float64Array(4));
  }
}

/** Calls every binary32 kernel, with little work. */
export function warmUpFloat(gemm: FloatGemm): void {
  const operands = { m: 2, n: 2, k: 2, a: new Float32Array(4), b: new Float32Array(4) };
  for (let call = 0; call < 2; call++) gemm.run(operands, new Float32Array(4));
}

/** True when the fixed-accumulate kernels compute what the reference does: every pair of codes, in every kernel. */
export function passesFixedSelfTest(factory: FixedFactory): boolean {
  const operands = selfTestOperands();
  return selfTestCases().every(({ datapath, hash }) => {
    const out = new Float64Array(operands.m * operands.n);
    factory.create(datapath).run(operands, out);
    return hashOf(out) === hash;
  });
}

/** True when the binary32 kernels round every product and every sum. */
export function passesFloatSelfTest(gemm: FloatGemm): boolean {
  const operands = floatSelfTestOperands();
  const out = new Float32Array(operands.m * operands.n);
  gemm.run(operands, out);
  return hashOf(out) === floatSelfTestHash;
}

/** 256 x 34 by 34 x 256 codes: each step of k meets every pair of codes; a whole vector and a partial one. */
export function selfTestOperands(): GemmOperands {
  const k = 34;
  const a = new Uint8Array(codeCount * k);
  const b = new Uint8Array(k * codeCount);
  for (let code = 0; code < codeCount; code++) {
    for (let x = 0; x < k; x++) {
      a[code * k + x] = code + 37 * x;
      b[x * codeCount + code] = code + 91 * x * x;
    }
  }
  return { m: codeCount, n: codeCount, k, a, b };
}

/** Values with 24-bit significands, so that nearly every product and every sum is rounded. */
export function floatSelfTestOperands(): FloatGemmOperands {
  const size = 64;
  const value = (index: number): number => (Math.imul(index + 1, 0x9e3779b1) >> 8) / 0x80_0000;
  const a = Float32Array.from({ length: size * size }, (_, index) => value(index));
  const b = Float32Array.from({ length: size * size }, (_, index) => value(index + 0x4000));
  return { m: size, n: size, k: size, a, b };
}

/** FNV-1a over the bytes of the numbers, word by word. */
export function hashOf(values: Float64Array | Float32Array): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], 0x01000193);
  return hash >>> 0;
}

/** Declarations for every kernel; the second and third keep even the lowest bits of their sums, the
 * fourth cuts terms with several bits. */
export function selfTestCases(): readonly SelfTestCase[] {
  const saturating = buildDatapath(8);
  const fine = { bits: 20, lsb: -7, rounding: "half-up", overflow: "saturate" } as const;
  const wrapping = { bits: 32, lsb: -7, rounding: "floor", overflow: "wrap" } as const;
  return [
    { datapath: saturating, hash: 0x6fa73a85 },
    { datapath: { ...buildDatapath(32), accumulator: fine }, hash: 0x4c9b5bc5 },
    { datapath: { ...saturating, accumulator: wrapping }, hash: 0x01a86118 },
    { datapath: { ...saturating, head: saturating.head.map((value) => 11 * value), cutBits: 16 }, hash: 0x5c8c1a45 },
    { datapath: { ...saturating, accumulator: "wide" }, hash: 0x7ab52a70 },
  ];
}

/** Eight classes with constants of nine bits; the power of two grows every `codesPerOctave` codes. */
function buildDatapath(codesPerOctave: number): FixedAccumulateDatapath {
  const constants = [256, 279, 304, 332, 362, 395, 431, 470];
  const leftFactor = new Float64Array(codeCount);
  const leftClass = new Uint8Array(codeCount);
  const head = new Float64Array(classes * codeCount);
  const tail = new Float64Array(classes * codeCount);
  for (let code = 0; code < codeCount; code++) {
    const magnitude = code & 0x7f;
    const power = code === zeroCode ? 0 : (code & 0x80 ? -1 : 1) * 2 ** Math.floor(magnitude / codesPerOctave);
    leftFactor[code] = power;
    leftClass[code] = magnitude & 7;
    for (let left = 0; left < classes; left++) {
      const remainder = left + (magnitude & 7);
      head[left * codeCount + code] = remainder < classes ? power : 2 * power;
      tail[left * codeCount + code] = constants[remainder & 7];
    }
  }
  return {
    kind: "fixed",
    description: "self-test",
    vectorSize: 32,
    leftCodeCount: codeCount,
    rightCodeCount: codeCount,
    classes,
    leftFactor,
    leftClass,
    head,
    tail,
    cutBits: 0,
    fractionBits: 8,
    accumulator: { bits: 16, lsb: 16, rounding: "half-up", overflow: "saturate" },
    productUnit: 1,
    costRecord: null,
    windowBits: 32,
  };
}
