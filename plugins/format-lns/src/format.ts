import type { NumberFormat } from "@lnsim/contracts";
import { createDatapathFamily } from "./datapath-family.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { createLog2View } from "./log2-view.ts";
import { gridPower, valueTable } from "./magnitude.ts";
import { canNarrow, narrowCodes } from "./narrow.ts";
import type { LnsParameters } from "./parameters.ts";

/** Where a format of this family carries its layout, so that another one can read its codes. */
const layoutKey = Symbol.for("@lnsim/format-lns layout");

/** A format of the family `lns`, with its layout for {@link NumberFormat.narrow}. */
export interface LnsFormat extends NumberFormat {
  readonly [layoutKey]: LnsLayout;
}

/**
 * A logarithmic format: value = sign * max * 2^((e - top) / gamma) (LNS-Madam, multi-base LNS).
 *
 * @throws LnsimError when the values do not go together
 */
export function createLnsFormat(values: LnsParameters, id: string): LnsFormat {
  const layout = createLayout(values);
  const { gamma, top, lowestPositive } = layout;
  const datapath = createDatapathFamily(layout);
  let table: Float64Array | undefined;
  return {
    id,
    bits: layout.storedBits,
    codeCount: layout.codeCount,
    scaled: true,
    granularities: ["tensor", "channel", "row", "vector"],
    range: { smallest: gridPower(lowestPositive - top, gamma), largest: 1 },
    zeroCode: layout.zeroCode,
    encode: (values, max, rounding, out) => encode(layout, { values, max, out }, rounding),
    decode: (codes, max, out) => decode((table ??= valueTable(layout)), codes, max, out),
    log2: createLog2View(layout),
    narrow: (source, codes, out) => {
      const wide = layoutOf(source);
      return wide !== undefined && canNarrow(wide, layout) ? narrowCodes(wide, codes, layout, out) : undefined;
    },
    ...(datapath === undefined ? {} : { datapath }),
    [layoutKey]: layout,
  };
}

/** The layout of a format of this family, or undefined for any other format. */
export function layoutOf(format: NumberFormat): LnsLayout | undefined {
  return (format as Partial<LnsFormat>)[layoutKey];
}
