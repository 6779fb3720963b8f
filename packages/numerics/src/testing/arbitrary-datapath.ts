import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import fc from "fast-check";
import { buildLnsDatapath } from "./lns-datapath.ts";
import { arbitraryVariant } from "./arbitrary-gemm.ts";

/** Small formats of one class for tests: the value of every code, in units that make products integers at `fractionBits`. */
interface ValueFormat {
  readonly name: string;
  readonly values: Float64Array;
  /** Fraction bits of the products of two such values. */
  readonly fractionBits: number;
}

/** Two's complement integers of `bits` bits. */
export function integerFormat(bits: number): ValueFormat {
  const half = 2 ** (bits - 1);
  const values = Float64Array.from({ length: 2 * half }, (_, code) => (code < half ? code : code - 2 * half));
  return { name: `INT${bits}`, values, fractionBits: 1 };
}

/** Binary floating point with subnormals: sign, exponent, mantissa; every code a finite number. */
export function floatFormat(exponentBits: number, mantissaBits: number): ValueFormat {
  const codes = 2 ** (1 + exponentBits + mantissaBits);
  const bias = 2 ** (exponentBits - 1) - 1;
  const values = Float64Array.from({ length: codes }, (_, code) => {
    const mantissa = code % 2 ** mantissaBits;
    const exponent = Math.floor(code / 2 ** mantissaBits) % 2 ** exponentBits;
    const magnitude = exponent === 0 ? mantissa * 2 ** (1 - bias - mantissaBits) : (2 ** mantissaBits + mantissa) * 2 ** (exponent - bias - mantissaBits);
    return code < codes / 2 ? magnitude : -magnitude;
  });
  return { name: `E${exponentBits}M${mantissaBits}`, values, fractionBits: Math.max(1, 2 * (bias - 1 + mantissaBits)) };
}

export interface DirectVariant {
  readonly left: ValueFormat;
  readonly right: ValueFormat;
  readonly vectorSize: number;
  readonly cutBits: number;
  readonly accumulator: FixedAccumulator | "binary32" | "wide";
}

/** A datapath of one class whose products are those of the two formats' values. */
export function buildDirectDatapath({ left, right, vectorSize, cutBits, accumulator }: DirectVariant): FixedAccumulateDatapath {
  const fractionBits = Math.max(left.fractionBits, right.fractionBits);
  return {
    kind: "fixed",
    description: `${left.name} x ${right.name}`,
    vectorSize,
    leftCodeCount: left.values.length,
    rightCodeCount: right.values.length,
    classes: 1,
    leftFactor: left.values,
    leftClass: new Uint8Array(left.values.length),
    head: right.values.map((value) => value * 2 ** fractionBits),
    tail: null,
    cutBits: accumulator === "wide" ? 0 : cutBits,
    fractionBits,
    accumulator,
    productUnit: 1,
    costRecord: null,
    windowBits: 0,
  };
}

const formats = [integerFormat(4), integerFormat(8), integerFormat(10), floatFormat(4, 3), floatFormat(2, 1), floatFormat(3, 2)];

/** Integers and small floats, of one width on the left and another on the right, with every kind of accumulator. */
const arbitraryDirect = fc
  .record({
    left: fc.constantFrom(...formats),
    right: fc.constantFrom(...formats),
    vectorSize: fc.constantFrom(1, 3, 16, 32, 32),
    kind: fc.constantFrom("integer" as const, "integer" as const, "binary32" as const, "wide" as const),
    bits: fc.constantFrom(8, 12, 20, 24, 32),
    // Where the LSB is, as a part of the way from the bottom of the products to near their top.
    shift: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 24 })),
    cut: fc.integer({ min: 0, max: 24 }),
    rounding: fc.constantFrom("half-up" as const, "floor" as const),
    overflow: fc.constantFrom("saturate" as const, "wrap" as const),
  })
  .map(({ left, right, vectorSize, kind, bits, shift, cut, rounding, overflow }) => {
    const lsb = shift - Math.max(left.fractionBits, right.fractionBits);
    const accumulator = kind === "integer" ? { bits, lsb, rounding, overflow } : kind;
    return buildDirectDatapath({ left, right, vectorSize, cutBits: Math.max(0, Math.min(shift, cut - 8)), accumulator });
  });

/** Logarithmic codes narrow enough for int32 sums. */
const arbitraryNarrow = arbitraryVariant.map((variant) =>
  buildLnsDatapath({ ...variant, bits: 5, gamma: 2, lut: 2, guardBits: "full", constantBits: 6, accumulator: { ...(variant.accumulator as FixedAccumulator), lsb: (variant.accumulator as FixedAccumulator).lsb - 11 } }),
);

/** Logarithmic codes with an accumulator that is no integer. */
const arbitraryReal = fc.tuple(arbitraryVariant, fc.constantFrom("binary32" as const, "wide" as const)).map(([variant, accumulator]) => ({
  ...buildLnsDatapath(variant),
  accumulator,
}));

/** Datapaths of every kind: several classes and one, int32 and float64, integer accumulators and real ones. */
export const arbitraryDatapath: fc.Arbitrary<FixedAccumulateDatapath> = fc.oneof(
  { arbitrary: arbitraryVariant.map(buildLnsDatapath), weight: 2 },
  { arbitrary: arbitraryReal, weight: 2 },
  { arbitrary: arbitraryDirect, weight: 4 },
  { arbitrary: arbitraryNarrow, weight: 1 },
);
