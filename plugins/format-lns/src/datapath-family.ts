import { LnsimError, withDefaults, type DatapathFamily, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import type { Conversion } from "./conversion.ts";
import { costRecord, describe, windowBits } from "./datapath-description.ts";
import { checkLut } from "./datapath-limits.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { parametersOn, placeTerms } from "./datapath-window.ts";
import { layoutOf } from "./layout-of.ts";
import type { LnsLayout } from "./layout.ts";
import { leftTables, rightTables } from "./operand-tables.ts";
import { productGrid } from "./product-grid.ts";

/** Classes times codes of the largest tables that are built: 4 MB each. */
const largestTable = 2 ** 19;
const mostClasses = 256;

/**
 * The fixed-accumulate datapaths of a logarithmic format (LNS-Madam, vector MAC), or undefined where its remainders are
 * more than 256 or its tables with itself too large: a product adds exponents, its quotient shifts, its remainder
 * selects a constant. The operand on the right may have another grid, range and zero.
 */
export function createDatapathFamily(layout: LnsLayout): DatapathFamily | undefined {
  const classes = Math.max(1, layout.gamma);
  if (classes > mostClasses || classes * layout.codeCount > largestTable) return undefined;
  return {
    parameters: parametersOn(productGrid(layout, layout)),
    create: (values, right) => createDatapath(layout, values as Partial<DatapathValues>, right),
  };
}

function createDatapath(left: LnsLayout, given: Partial<DatapathValues>, rightFormat?: NumberFormat): FixedAccumulateDatapath {
  const right = rightFormat === undefined ? left : rightLayout(left, rightFormat);
  const values: DatapathValues = withDefaults(parametersOn(productGrid(left, right)), given);
  const grid = productGrid(left, right, values.accumulation);
  const remainders = Math.max(1, grid.gamma);
  // One setting serves all passes of a machine: on a coarser pair a larger table has entries that nothing selects.
  const lut = right === left ? values.lut : Math.min(values.lut, remainders);
  checkLut(lut, remainders);
  const conversion: Conversion = { gamma: grid.gamma, lut, mitchell: values.mitchell };
  const placed = placeTerms(grid, conversion, values);
  const { lsb, terms } = placed;
  const { accumulatorBits: bits, rounding, overflow } = values;
  return {
    kind: "fixed",
    description: describe(conversion, values, placed),
    vectorSize: values.vectorSize,
    leftCodeCount: left.codeCount,
    rightCodeCount: right.codeCount,
    classes: grid.classes,
    ...leftTables(left, grid),
    ...rightTables(right, grid, terms),
    cutBits: terms.cutBits,
    fractionBits: terms.fractionBits,
    accumulator: values.accumulation === "wide" ? "wide" : { bits, lsb, rounding, overflow },
    productUnit: grid.productUnit,
    costRecord: costRecord(left, right, { ...values, lut }),
    windowBits: windowBits(grid, values, placed),
  };
}

/** The layout of the format on the right. @throws LnsimError when the two cannot be multiplied; which role that format has is for the host to say */
function rightLayout(left: LnsLayout, format: NumberFormat): LnsLayout {
  const right = layoutOf(format);
  if (right === undefined) {
    throw new LnsimError({
      code: "invalid-combination",
      message: "exponents of a logarithmic format are added to exponents, so both operands must be logarithmic",
      found: format.id,
      expected: "a format of the family lns",
      remedy: "give both operands formats of one family",
    });
  }
  const classes = Math.max(1, left.gamma);
  if (classes * right.codeCount <= largestTable) return isSame(left, right) ? left : right;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the tables of these two operands would be too large",
    found: `${classes} remainders on the left by ${right.codeCount} codes on the right`,
    expected: `at most ${largestTable} entries`,
    remedy: "take fewer bits on the right or a smaller gamma on the left",
  });
}

function isSame(left: LnsLayout, right: LnsLayout): boolean {
  return left.bits === right.bits && left.gamma === right.gamma && left.scaled === right.scaled && left.zero === right.zero;
}
