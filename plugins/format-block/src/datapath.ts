import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { BlockLayout } from "./block-format.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { elementValues, largestOf, type Element } from "./element.ts";
import { leadingExponent } from "./rounding-table.ts";

/** Bits of a vector's sum that float64 holds with room for the rounding of an accumulator. */
const exactBits = 51;

/**
 * Exact products of elements and exact sums of vectors, each times its two scales. Operands have their element's largest
 * number as max, so that scales of MX formats are the powers of two that they store. Where a sum would have more than 51
 * bits (E5M2), products lose the lowest ones.
 */
export function createDatapath(left: BlockLayout, right: BlockLayout, values: DatapathValues): FixedAccumulateDatapath {
  const isWide = values.accumulation === "wide";
  const productBits = leadingExponent(largestSteps(left.element) * largestSteps(right.element)) + 1;
  const cut = isWide ? 0 : Math.max(0, productBits + leadingExponent(2 * left.vectorSize - 1) - exactBits);
  // Units are chosen so that one bit lies below the cut.
  const dropped = Math.max(0, cut - 1);
  const lsb = productBits - values.windowBits;
  const fractionBits = values.accumulation === "fixed" ? Math.max(0, 1 - lsb) : 0;
  return {
    kind: "fixed",
    description: describe(values),
    vectorSize: left.vectorSize,
    leftCodeCount: 2 ** left.element.bits,
    rightCodeCount: 2 ** right.element.bits,
    classes: 1,
    leftFactor: factors(left.element, 1),
    leftClass: new Uint8Array(2 ** left.element.bits),
    head: factors(right.element, 2 ** (fractionBits - dropped)),
    tail: null,
    cutBits: cut === 0 ? 0 : 1,
    fractionBits,
    accumulator: accumulator(values, lsb),
    productUnit: left.element.step * right.element.step * 2 ** dropped,
    leftMax: largestOf(left.element),
    rightMax: largestOf(right.element),
    costRecord: isWide ? null : costRecordOf(left.element, right.element),
    windowBits: isWide ? 53 : productBits - cut,
  };
}

/** Elements are priced as the 8-bit ones of their kind: an upper bound for narrower ones. */
function costRecordOf(...elements: readonly Element[]): string {
  return elements.every(({ signs }) => signs === "twos-complement") ? "int8-scaled" : "fp8-scaled";
}

function largestSteps(element: Element): number {
  return largestOf(element) / element.step;
}

/** Values in steps, times `factor`. Sums have no infinities and no NaN: they count as the largest number and as zero. */
function factors(element: Element, factor: number): Float64Array {
  const largest = largestOf(element);
  return elementValues(element).map((value) => {
    if (value !== value) return 0;
    return (Math.max(-largest, Math.min(largest, value)) / element.step) * factor;
  });
}

function accumulator({ accumulation, accumulatorBits: bits, rounding, overflow }: DatapathValues, lsb: number): FixedAccumulateDatapath["accumulator"] {
  return accumulation === "fixed" ? { bits, lsb, rounding, overflow } : accumulation;
}

function describe({ accumulation, accumulatorBits, windowBits, rounding, overflow }: DatapathValues): string {
  if (accumulation === "wide") return "exact products, scaled sums of vectors in float64";
  if (accumulation === "binary32") return "exact sums of vectors, scaled, in a binary32 accumulator";
  return `exact sums of vectors, scaled, in a ${accumulatorBits}-bit accumulator ${windowBits} bits below the largest product, ${rounding}, ${overflow}`;
}
