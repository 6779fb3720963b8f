import type { FixedFactory } from "../fixed/fixed-factory.ts";
import type { FixedRunner } from "../fixed/fixed-runner.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import type { SelfTestCase } from "./self-test-cases.ts";

const codeCount = 256;
const depth = 34;

/** Calls every kernel of the cases twice, with little work: the first call has it optimised, the second runs that code. */
export function warmUpFixed(factory: FixedFactory, cases: readonly SelfTestCase[], bytesPerCode: 1 | 2): void {
  for (const testCase of cases) {
    const scales = testCase.isScaled ? { aScales: new Float64Array(2), bScales: new Float64Array(2) } : {};
    const codes = bytesPerCode === 1 ? new Uint8Array(4) : new Uint16Array(4);
    const operands = { m: 2, n: 2, k: 2, a: codes, b: codes, ...scales };
    for (const gemm of runnersOf(factory, testCase)) {
      for (let call = 0; call < 2; call++) tryRun(gemm, operands, new Float64Array(4));
    }
  }
}

/** True when the kernels compute what the reference does: every pair of codes, by every method of every case. */
export function passesFixedSelfTest(factory: FixedFactory, cases: readonly SelfTestCase[], bytesPerCode: 1 | 2): boolean {
  return cases.every((testCase) => {
    const narrow = selfTestOperands(testCase.isScaled);
    const operands = bytesPerCode === 1 ? narrow : withHalves(narrow);
    return runnersOf(factory, testCase).every((gemm) => {
      const out = new Float64Array(operands.m * operands.n);
      const isRun = tryRun(gemm, operands, out);
      return !isRun || hashOf(out) === testCase.hash;
    });
  });
}

/** One runner for every method of a case. */
function runnersOf(factory: FixedFactory, { datapath, methods }: SelfTestCase): FixedRunner[] {
  return methods.map((method) => factory.create(datapath, (kind, isSwapped) => `${isSwapped ? "swapped " : ""}${kind}` === method));
}

/** False when this machine does not use the runner's method. */
function tryRun(gemm: FixedRunner, operands: GemmOperands, out: Float64Array): boolean {
  if (!gemm.canRun(operands)) return false;
  gemm.run(operands, out);
  return true;
}

/** 256 x 34 by 34 x 256 codes: each step of k meets every pair of codes; a whole vector and a partial one. */
export function selfTestOperands(isScaled: boolean): GemmOperands {
  const a = new Uint8Array(codeCount * depth);
  const b = new Uint8Array(depth * codeCount);
  for (let code = 0; code < codeCount; code++) {
    for (let x = 0; x < depth; x++) {
      a[code * depth + x] = code + 37 * x;
      b[x * codeCount + code] = code + 91 * x * x;
    }
  }
  const operands = { m: codeCount, n: codeCount, k: depth, a, b };
  return isScaled ? { ...operands, aScales: scales(1), bScales: scales(1000) } : operands;
}

/** Scales of two vectors for every line, with significands of 24 bits. */
function scales(seed: number): Float64Array {
  return Float64Array.from({ length: 2 * codeCount }, (_, index) => (Math.imul(index + seed, 0x9e3779b1) >>> 8) / 0x100_0000 + 0.25);
}

/** The same codes in 16 bits each. */
function withHalves(operands: GemmOperands): GemmOperands {
  return { ...operands, a: Uint16Array.from(operands.a), b: Uint16Array.from(operands.b) };
}

/** FNV-1a over the bytes of the numbers, word by word. */
export function hashOf(values: Float64Array | Float32Array): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], 0x01000193);
  return hash >>> 0;
}
