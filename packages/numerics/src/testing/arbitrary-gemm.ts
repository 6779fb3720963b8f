import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import fc from "fast-check";
import type { GemmOperands } from "../gemm-operands.ts";
import type { LnsVariant } from "./lns-datapath.ts";
import { createRandom } from "@lnsim/elementary";

/** Formats of 16 octaves with 6, 8 and 10 bits; the last needs 16-bit codes. */
const formats = [
  { bits: 6, gamma: 2 },
  { bits: 8, gamma: 8 },
  { bits: 10, gamma: 32 },
] as const;

/** Datapaths with every parameter varied, within the exact limits. */
export const arbitraryVariant: fc.Arbitrary<LnsVariant> = fc
  .record({
    format: fc.constantFrom(...formats),
    lutOctaves: fc.integer({ min: 0, max: 3 }),
    organisation: fc.constantFrom("remainder-bins" as const, "per-lane-lut" as const),
    guardBits: fc.constantFrom("full" as const, 0, 1, 4),
    vectorSize: fc.constantFrom(1, 2, 3, 16, 31, 32, 32, 32),
    bits: fc.constantFrom(12, 16, 24, 24),
    lsb: fc.integer({ min: 11, max: 20 }),
    rounding: fc.constantFrom("half-up" as const, "floor" as const),
    overflow: fc.constantFrom("saturate" as const, "wrap" as const),
  })
  .map(({ format, lutOctaves, organisation, guardBits, vectorSize, ...accumulator }) => ({
    ...format,
    lut: Math.min(format.gamma, 2 ** lutOctaves),
    organisation,
    constantBits: 8,
    guardBits,
    vectorSize,
    accumulator,
  }));

/** Shapes with partial tiles in every direction. */
export const arbitraryShape = fc.record({
  m: fc.integer({ min: 1, max: 20 }),
  n: fc.integer({ min: 1, max: 70 }),
  k: fc.integer({ min: 1, max: 80 }),
  seed: fc.integer({ min: 0, max: 1000 }),
});

/** Random codes for a shape; about one in eight is zero, and many are near the top, so that accumulators overflow. */
export function randomOperands(
  shape: { readonly m: number; readonly n: number; readonly k: number; readonly seed: number },
  bits: number,
): GemmOperands {
  const { m, n, k, seed } = shape;
  return { m, n, k, a: randomCodes(m * k, bits, seed), b: randomCodes(k * n, bits, seed + 0.5) };
}

function randomCodes(length: number, bits: number, seed: number): Uint8Array | Uint16Array {
  const random = createRandom(Math.floor(seed), seed);
  const codes = bits > 8 ? new Uint16Array(length) : new Uint8Array(length);
  const half = 2 ** (bits - 1);
  for (let i = 0; i < length; i++) {
    const kind = random.nextBelow(8);
    const sign = random.nextBelow(2) * half;
    if (kind === 0) codes[i] = half;
    else if (kind < 4) codes[i] = sign + half - 1 - random.nextBelow(half / 4);
    else codes[i] = sign + random.nextBelow(half);
  }
  return codes;
}

/** Random codes for any datapath, with scales per vector of very different sizes when asked for. */
export function randomFor(datapath: FixedAccumulateDatapath, shape: { readonly m: number; readonly n: number; readonly k: number; readonly seed: number }, isScaled: boolean): GemmOperands {
  const { m, n, k, seed } = shape;
  const random = createRandom(seed, "operands");
  const codes = (length: number, count: number): Uint8Array | Uint16Array => {
    const made = count > 256 ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0; i < length; i++) made[i] = random.nextBelow(count);
    return made;
  };
  const scales = (length: number): Float64Array => Float64Array.from({ length }, () => (random.nextFloat() + 0.5) * 2 ** (random.nextBelow(6) - 3));
  const operands = { m, n, k, a: codes(m * k, datapath.leftCodeCount), b: codes(k * n, datapath.rightCodeCount) };
  const vectors = Math.ceil(k / datapath.vectorSize);
  return isScaled ? { ...operands, aScales: scales(m * vectors), bScales: scales(vectors * n) } : operands;
}

/** The same operands, stored transposed. */
export function transposed(operands: GemmOperands): GemmOperands {
  const { m, n, k, a, b } = operands;
  const aTurned = a.slice();
  const bTurned = b.slice();
  for (let i = 0; i < m; i++) for (let x = 0; x < k; x++) aTurned[x * m + i] = a[i * k + x];
  for (let x = 0; x < k; x++) for (let j = 0; j < n; j++) bTurned[j * k + x] = b[x * n + j];
  return { ...operands, a: aTurned, aTransposed: true, b: bTurned, bTransposed: true };
}
