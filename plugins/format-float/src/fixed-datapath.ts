import { LnsimError, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { fixedCostRecord } from "./cost-record.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import type { FloatLayout } from "./layout.ts";
import { finiteValues, leadingExponent, lowestExponent } from "./operand.ts";

/** Bits of a vector's sum that float64 holds with room for the rounding of an accumulator. */
const exactBits = 51;
/** Bits of a sum that an accumulator may shift out. */
const largestShift = 40;

/** Where the bits of a product lie; all exponents count from the lowest bit of the smallest product. */
interface Window {
  /** Bits of the largest product. */
  readonly productBits: number;
  readonly lsb: number;
  /** Bits below this one are dropped from every product; 0 drops none. */
  readonly cut: number;
}

/**
 * Direct products of significands in an integer accumulator, as in FP8 multipliers with a fixed-point window: the LSB
 * lies `windowBits` below the largest product. Wide formats drop the bits that a vector's sum could not be exact with.
 *
 * @throws {LnsimError} code "invalid-combination" when more guard bits are asked for than sums are exact with
 */
export function createFixedDatapath(left: FloatLayout, right: FloatLayout, values: DatapathValues): FixedAccumulateDatapath {
  const isWide = values.accumulation === "wide";
  const window = placeWindow(left, right, values);
  // Units are chosen so that at most one bit lies below the cut: exponents stay small for formats of any range.
  const dropped = isWide ? 0 : Math.max(0, window.cut - 1);
  const lsb = window.lsb - dropped;
  const cutBits = isWide || window.cut === 0 ? 0 : 1;
  const fractionBits = isWide ? 0 : Math.max(0, 1 - lsb);
  const { accumulatorBits: bits, rounding, overflow } = values;
  const unit = 2 ** (lowestExponent(left) + lowestExponent(right) + dropped);
  return {
    kind: "fixed",
    description: describe(values),
    vectorSize: values.vectorSize,
    leftCodeCount: 2 ** left.bits,
    rightCodeCount: 2 ** right.bits,
    classes: 1,
    leftFactor: finiteValues(left, lowestExponent(left)),
    leftClass: new Uint8Array(2 ** left.bits),
    head: finiteValues(right, lowestExponent(right) + dropped - fractionBits),
    tail: null,
    cutBits,
    fractionBits,
    accumulator: isWide ? "wide" : { bits, lsb, rounding, overflow },
    productUnit: (unit / (left.scaled ? left.largest : 1)) / (right.scaled ? right.largest : 1),
    costRecord: fixedCostRecord(left, right, values),
    windowBits: isWide ? 53 : window.productBits - window.cut,
  };
}

function placeWindow(left: FloatLayout, right: FloatLayout, { windowBits, guardBits, vectorSize, accumulation }: DatapathValues): Window {
  const bitsOf = (layout: FloatLayout): number => leadingExponent(layout.largest) - lowestExponent(layout);
  const leading = left.largest * 2 ** -leadingExponent(left.largest) * right.largest * 2 ** -leadingExponent(right.largest);
  const productBits = bitsOf(left) + bitsOf(right) + (leading < 2 ? 1 : 2);
  const lsb = Math.max(0, productBits - windowBits);
  const lowestCut = Math.max(0, productBits + leadingExponent(2 * vectorSize - 1) - exactBits, lsb - largestShift);
  const wanted = Math.max(0, guardBits < 0 ? lowestCut : lsb - guardBits);
  if (accumulation === "fixed" && wanted < lowestCut) refuseGuardBits(guardBits, lsb - lowestCut);
  return { productBits, lsb, cut: wanted };
}

function refuseGuardBits(found: number, most: number): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: "with so many bits below the accumulator the sum of a vector would not be exact",
    path: "datapath.guardBits",
    found: String(found),
    expected: `at most ${most}, or -1 for as many as possible`,
    remedy: "lower datapath.guardBits or datapath.vectorSize",
  });
}

function describe({ accumulation, accumulatorBits, windowBits, rounding, guardBits, overflow }: DatapathValues): string {
  if (accumulation === "wide") return "exact products, float64 sums";
  const guard = guardBits < 0 ? "full guard bits" : `${guardBits} guard bits`;
  return `exact products, ${accumulatorBits}-bit accumulator ${windowBits} bits below the largest, ${rounding}, ${guard}, ${overflow}`;
}
