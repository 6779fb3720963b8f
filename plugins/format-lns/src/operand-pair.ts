import { LnsimError, type NumberFormat } from "@lnsim/contracts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { layoutOf } from "./layout-of.ts";
import type { LnsLayout } from "./layout.ts";

/** Remainders times codes of the tables that are built unless a user asks for larger ones: 8 MB each, in reach of caches. */
const usualTable = 2 ** 20;
/** The largest tables that are built: 32 MB each. */
const largestTable = 2 ** 22;
/** Classes and codes that the contract's kernels take. */
const mostClasses = 256;
const mostCodes = 2 ** 16;

/** True when codes of the layout fit kernels: not where 16 bits have a flag for zero beside them. */
export function canMultiply({ codeCount }: LnsLayout): boolean {
  return codeCount <= mostCodes;
}

/** How a pair is multiplied unless told otherwise. */
export function usualOrganisation(left: LnsLayout, right: LnsLayout): DatapathValues["organisation"] {
  return hasTables(left, right, usualTable) ? "remainder-bins" : "converted-operands";
}

function hasTables(left: LnsLayout, right: LnsLayout, largest: number): boolean {
  const classes = Math.max(1, left.gamma);
  return classes <= mostClasses && classes * right.codeCount <= largest;
}

/** @throws LnsimError when an organisation needs tables of remainders that would be too large */
export function checkTables(left: LnsLayout, right: LnsLayout, { organisation }: DatapathValues): void {
  if (organisation === "converted-operands" || hasTables(left, right, largestTable)) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `the tables of ${organisation} would be too large for these operands`,
    path: "datapath.organisation",
    found: `${Math.max(1, left.gamma)} remainders on the left by ${right.codeCount} codes on the right`,
    expected: `at most ${mostClasses} remainders and ${largestTable} entries`,
    remedy: "set datapath.organisation to converted-operands, or take fewer bits on the right or a smaller gamma on the left",
  });
}

/**
 * The layout of the format on the right, the left one itself where they are equal.
 *
 * @throws LnsimError when the two cannot be multiplied; which role that format has is for the host to say
 */
export function rightLayout(left: LnsLayout, format: NumberFormat): LnsLayout {
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
  if (canMultiply(right)) return isSame(left, right) ? left : right;
  throw new LnsimError({
    code: "invalid-combination",
    message: "a multiplier takes operands of at most 16 stored bits",
    found: format.id,
    expected: "zero stored among the codes of 16 bits, or fewer bits",
    remedy: "choose another zero than separate-flag",
  });
}

function isSame(left: LnsLayout, right: LnsLayout): boolean {
  return left.bits === right.bits && left.gamma === right.gamma && left.scaled === right.scaled && left.zero === right.zero;
}
