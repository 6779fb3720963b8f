import { LnsimError, parametersOf, type NumberFormat } from "@lnsim/contracts";
import { valueOf } from "./decode.ts";
import { createGrid } from "./grid.ts";
import { createLayout, type FloatLayout } from "./layout.ts";
import { floatParameters } from "./parameters.ts";

/**
 * The layout of the format on a datapath's right, read from its identifier.
 *
 * @throws {LnsimError} code "invalid-combination" for a format of another family
 */
export function rightLayout(right: NumberFormat): FloatLayout {
  const values = parametersOf(right.id, "float", floatParameters);
  if (values !== undefined) return createLayout(values);
  throw new LnsimError({
    code: "invalid-combination",
    message: "a multiplier of floating-point numbers takes floating-point numbers on both sides",
    path: "datapath",
    found: right.id,
    expected: "a format of the family float",
  });
}

/** Exponent of a value's leading bit. */
export function leadingExponent(value: number): number {
  let exponent = 0;
  while (2 ** exponent > value) exponent--;
  while (2 ** (exponent + 1) <= value) exponent++;
  return exponent;
}

/** Exponent of the lowest bit that a number of the format can have. */
export function lowestExponent({ smallestExponent, fractionBits }: FloatLayout): number {
  return smallestExponent - fractionBits;
}

/**
 * The values of all codes, times 2^-exponent. An integer accumulator has no infinities and no NaN: an infinity counts
 * as the largest number, NaN as zero.
 */
export function finiteValues(layout: FloatLayout, exponent: number): Float64Array {
  const grid = createGrid(layout);
  return Float64Array.from({ length: 2 ** layout.bits }, (_, code) => {
    const value = valueOf(layout, grid, code);
    if (value !== value) return 0;
    return Math.max(-layout.largest, Math.min(layout.largest, value)) * 2 ** -exponent;
  });
}
