import type { NumberFormat } from "@lnsim/contracts";
import { createDatapathFamily } from "./datapath/datapath-family.ts";
import { decode, valueTable } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout } from "./layout.ts";
import { createLog2View } from "./log2-view.ts";
import { gridPower } from "./grid-power.ts";
import type { LnsLogParameters } from "./parameters.ts";

/**
 * A logarithmic format with a signed logarithm: value = +-2^(k / 2^fractionBits). It has no scale, `max` is ignored.
 *
 * @throws LnsimError when the values do not go together
 */
export function createLnsLogFormat(values: LnsLogParameters, id: string): NumberFormat {
  const layout = createLayout(values);
  const { bits, codeCount, fractionBits, largest, zeroCode } = layout;
  let table: Float64Array | undefined;
  return {
    id,
    bits,
    codeCount,
    scaled: false,
    granularities: ["tensor"],
    range: { smallest: gridPower(-largest, fractionBits), largest: gridPower(largest, fractionBits) },
    zeroCode,
    encode: (values, _max, rounding, out) => encode(layout, values, rounding, out),
    decode: (codes, _max, out) => decode((table ??= valueTable(layout)), codes, out),
    log2: createLog2View(layout),
    datapath: createDatapathFamily(layout, values, id),
  };
}
