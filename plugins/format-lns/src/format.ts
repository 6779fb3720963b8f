import { createDatapathFamily } from "./datapath-family.ts";
import { decode, decodeGroups } from "./decode.ts";
import { encode } from "./encode.ts";
import { encodeGroups } from "./encode-groups.ts";
import { createLayout } from "./layout.ts";
import { layoutKey, layoutOf, type LnsFormat } from "./layout-of.ts";
import { createLog2View } from "./log2-view.ts";
import { gridPower, valueTable } from "./magnitude.ts";
import { canNarrow, narrowCodes } from "./narrow.ts";
import type { LnsParameters } from "./parameters.ts";

/**
 * A logarithmic format: value = sign * max * 2^((e - unit) / gamma) (LNS-Madam, multi-base LNS).
 *
 * @throws LnsimError when the values do not go together
 */
export function createLnsFormat(values: LnsParameters, id: string): LnsFormat {
  const layout = createLayout(values);
  const { gamma, top, unit, scaled, lowestPositive } = layout;
  const datapath = createDatapathFamily(layout);
  let table: Float64Array | undefined;
  return {
    id,
    bits: layout.storedBits,
    codeCount: layout.codeCount,
    scaled,
    granularities: scaled ? ["tensor", "channel", "row", "vector"] : ["tensor"],
    range: { smallest: gridPower(lowestPositive - unit, gamma), largest: gridPower(top - unit, gamma) },
    zeroCode: layout.zeroCode,
    encode: (values, max, rounding, out) => encode(layout, { values, max, out }, rounding),
    decode: (codes, max, out) => decode((table ??= valueTable(layout)), codes, scaled ? max : 1, out),
    ...(scaled
      ? {
          encodeGroups: (values, { maxima, run }, rounding, out) => encodeGroups(layout, values, { maxima, run, out }, rounding),
          decodeGroups: (codes, groups, out) => decodeGroups((table ??= valueTable(layout)), codes, groups, out),
        }
      : {}),
    log2: createLog2View(layout),
    narrow: (source, codes, out) => {
      const wide = layoutOf(source);
      return wide !== undefined && canNarrow(wide, layout) ? narrowCodes(wide, codes, layout, out) : undefined;
    },
    ...(datapath === undefined ? {} : { datapath }),
    [layoutKey]: layout,
  };
}
