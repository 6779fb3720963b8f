import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryShape } from "../testing/arbitrary-gemm.ts";
import { createEngine } from "../engine.ts";
import type { FloatGemmOperands } from "../gemm-operands.ts";
import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { referenceFloatGemm } from "./reference-float-gemm.ts";

/** Values of very different sizes, so that order and rounding show. */
function randomFloats(length: number, random: SeededRandom): Float32Array {
  return Float32Array.from({ length }, () => (random.nextFloat() - 0.5) * 2 ** (random.nextBelow(30) - 15));
}

function randomFloatOperands(shape: { m: number; n: number; k: number; seed: number }, aTransposed: boolean, bTransposed: boolean): FloatGemmOperands {
  const { m, n, k, seed } = shape;
  const random = createRandom(seed, "floats");
  return { m, n, k, a: randomFloats(m * k, random), aTransposed, b: randomFloats(k * n, random), bTransposed };
}

describe.each([true, false])("revectorize: %s", (revectorize) => {
  const gemm = createEngine({ revectorize }).floatGemm();

  function expectReference(operands: FloatGemmOperands): void {
    const [out, expected] = [new Float32Array(operands.m * operands.n), new Float32Array(operands.m * operands.n)];
    gemm.run(operands, out);
    referenceFloatGemm(operands, expected);
    expect(out).toEqual(expected);
  }

  test("random shapes and orientations, to the bit", () => {
    const property = fc.property(arbitraryShape, fc.boolean(), fc.boolean(), (shape, aTransposed, bTransposed) => {
      expectReference(randomFloatOperands(shape, aTransposed, bTransposed));
    });
    fc.assert(property, { seed: 6, numRuns: 100 });
  });

  test.each([
    { m: 1027, n: 3, k: 5, seed: 1 },
    { m: 3, n: 1029, k: 6, seed: 2 },
    { m: 5, n: 17, k: 4100, seed: 3 },
  ])("blocks of a large problem: $m x $n x $k", (shape) => {
    expectReference(randomFloatOperands(shape, false, false));
    expectReference(randomFloatOperands(shape, true, true));
  });

  test("infinities and overflow", () => {
    const operands = { m: 1, n: 2, k: 2, a: Float32Array.of(3e38, 1), b: Float32Array.of(10, -Infinity, 1, 2) };
    const out = new Float32Array(2);
    gemm.run(operands, out);
    expect([...out]).toEqual([Infinity, -Infinity]);
  });
});

test("the module has no relaxed instruction", () => {
  const bytes = readFileSync(new URL("../../wasm/float-gemm.wasm", import.meta.url));
  // Relaxed SIMD opcodes are 0xfd followed by 0x100 and more in LEB128: 0xfd, 0x80..0x93, 0x02.
  const isRelaxed = (at: number): boolean => bytes[at] === 0xfd && bytes[at + 1] >= 0x80 && bytes[at + 1] <= 0x93 && bytes[at + 2] === 0x02;
  expect([...bytes.keys()].filter(isRelaxed)).toEqual([]);
  const fixed = readFileSync(new URL("../../wasm/fixed-gemm.wasm", import.meta.url));
  expect(fixed.includes(Uint8Array.of(0xfd, 0x87, 0x02))).toBe(true);
});
