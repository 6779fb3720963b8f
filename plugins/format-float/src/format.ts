import type { Codes, NumberFormat, Reals, Rounding } from "@lnsim/contracts";
import { createDatapathFamily } from "./datapath-family.ts";
import { createDecoder } from "./decode.ts";
import { encodeNearestEven, type EncodeRun } from "./encode.ts";
import { encodeRounded } from "./encode-rounded.ts";
import { encodeSingle } from "./encode-single.ts";
import { createGrid, type FloatGrid } from "./grid.ts";
import { createLayout, type FloatLayout } from "./layout.ts";
import type { FloatParameters } from "./parameters.ts";
import { decodeUpperBits, encodeUpperBits } from "./single-exponent.ts";

/**
 * A binary floating-point format: IEEE 754 style, or of the OCP 8-bit and MX specifications. Without a scale, `max` is
 * ignored; with one, the largest finite code stands for it.
 *
 * @throws {LnsimError} code "invalid-combination" when the values do not go together
 */
export function createFloatFormat(values: FloatParameters, id: string): NumberFormat {
  const layout = createLayout(values);
  const grid = createGrid(layout);
  const { bits, scaled, smallest, largest } = layout;
  const decode = createDecoder(layout, grid);
  const isUpperBits = sharesUpperBits(layout, values);
  const dropped = 23 - layout.fractionBits;
  return {
    id,
    bits,
    codeCount: 2 ** bits,
    scaled,
    granularities: scaled ? ["tensor", "channel", "row", "vector"] : ["tensor"],
    range: scaled ? { smallest: smallest / largest, largest: 1 } : { smallest, largest },
    zeroCode: 0,
    encode: (values: Reals, max: number, rounding: Rounding, out: Codes) => {
      const isDirect = isUpperBits && rounding.mode === "nearest-even" && layout.overflowCode === layout.infinityCode;
      if (isDirect && values instanceof Float32Array) encodeUpperBits(values, dropped, layout.nanCode ?? 0, out);
      else if (scaled && isNothing(max)) out.fill(0, 0, values.length);
      else encode(layout, grid, { values, numerator: largest, denominator: Math.min(max, Number.MAX_VALUE), out }, rounding);
    },
    decode: (codes: Codes, max: number, out: Reals) => {
      if (isUpperBits && out instanceof Float32Array) decodeUpperBits(codes, dropped, out);
      else if (scaled) decode(codes, max, largest, out);
      else decode(codes, 1, 1, out);
    },
    datapath: createDatapathFamily(layout),
  };
}

function encode(layout: FloatLayout, grid: FloatGrid, run: EncodeRun, rounding: Rounding): void {
  if (rounding.mode !== "nearest-even") return encodeRounded(layout, grid, run, rounding);
  const { values } = run;
  if (values instanceof Float32Array && encodeSingle(layout, grid, { ...run, values })) return;
  encodeNearestEven(layout, grid, run);
}

/** Whether codes are the upper bits of single precision, NaNs and subnormals included. */
function sharesUpperBits({ exponentBits, nanCode, firstCode, scaled }: FloatLayout, { special }: FloatParameters): boolean {
  return exponentBits === 8 && special === "ieee" && nanCode !== null && firstCode === 0 && !scaled;
}

/** Whether a maximum is 0. @throws {RangeError} for one that is negative or NaN */
function isNothing(max: number): boolean {
  if (!(max >= 0)) throw new RangeError(`the maximum of a tensor must not be negative or NaN, found ${max}`);
  return max === 0;
}
