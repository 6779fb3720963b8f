import { withDefaults, type DatapathFamily, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { costRecord, describe, windowBits } from "./datapath-description.ts";
import { checkLut } from "./datapath-limits.ts";
import { datapathParameters, type DatapathValues } from "./datapath-parameters.ts";
import { hasWindow, placeTerms } from "./datapath-window.ts";
import type { LnsLayout } from "./layout.ts";
import { multiplierOf } from "./multiplier.ts";
import { canMultiply, checkTables, rightLayout, usualOrganisation } from "./operand-pair.ts";

/**
 * The fixed-accumulate datapaths of a logarithmic format (LNS-Madam, vector MAC), or undefined where its codes have more
 * than 16 bits. The operand on the right may have another grid, range and zero.
 */
export function createDatapathFamily(layout: LnsLayout): DatapathFamily | undefined {
  if (!canMultiply(layout)) return undefined;
  return {
    parameters: parametersOf(layout, layout),
    create: (values, right) => createDatapath(layout, values as Partial<DatapathValues>, right),
  };
}

/** The parameters of a pair, with the defaults that suit it. */
function parametersOf(left: LnsLayout, right: LnsLayout): ReturnType<typeof datapathParameters> {
  const gamma = Math.max(left.gamma, right.gamma);
  const organisation = usualOrganisation(left, right);
  const fixed = datapathParameters({ gamma, organisation, accumulation: "fixed" });
  const values = withDefaults(fixed);
  if (hasWindow(multiplierOf({ left, right, values }), values)) return fixed;
  return datapathParameters({ gamma, organisation, accumulation: "wide" });
}

function createDatapath(left: LnsLayout, given: Partial<DatapathValues>, rightFormat?: NumberFormat): FixedAccumulateDatapath {
  const right = rightFormat === undefined ? left : rightLayout(left, rightFormat);
  const values = valuesOf(left, right, given);
  checkTables(left, right, values);
  const multiplier = multiplierOf({ left, right, values });
  const placed = placeTerms(multiplier, values);
  const { lsb, terms } = placed;
  const { accumulatorBits: bits, rounding, overflow } = values;
  return {
    kind: "fixed",
    description: describe(multiplier, values, placed),
    vectorSize: values.vectorSize,
    leftCodeCount: left.codeCount,
    rightCodeCount: right.codeCount,
    ...multiplier.tables(terms),
    conversionError: multiplier.conversionError(terms),
    cutBits: terms.cutBits,
    fractionBits: terms.fractionBits,
    accumulator: values.accumulation === "wide" ? "wide" : { bits, lsb, rounding, overflow },
    productUnit: multiplier.grid.productUnit,
    costRecord: costRecord(left, right, values),
    windowBits: windowBits(multiplier, values, placed),
  };
}

/** The values of a pair: one setting serves all passes of a machine, on a coarser pair a larger table has entries that nothing selects. */
function valuesOf(left: LnsLayout, right: LnsLayout, given: Partial<DatapathValues>): DatapathValues {
  const values: DatapathValues = withDefaults(parametersOf(left, right), given);
  const remainders = Math.max(1, left.gamma, right.gamma);
  const lut = right === left ? values.lut : Math.min(values.lut, remainders);
  checkLut(lut, remainders);
  return { ...values, lut };
}
