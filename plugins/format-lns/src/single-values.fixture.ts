import { createCodes, withDefaults, type Rounding } from "@lnsim/contracts";
import { encode } from "./encode.ts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import { lnsParameters, type LnsParameters } from "./parameters.ts";

/** The layout of the given parameters and default ones. */
export function layoutOf(given: Partial<LnsParameters>): LnsLayout {
  return createLayout(withDefaults(lnsParameters, given));
}

/** Codes of single-precision values, the fast way, and of the same values in double precision, which is exact. */
export function bothWays(layout: LnsLayout, singles: Float32Array, max: number, rounding: Rounding) {
  const fast = createCodes(layout.storedBits, singles.length);
  const exact = createCodes(layout.storedBits, singles.length);
  encode(layout, { values: singles, max, out: fast }, rounding);
  encode(layout, { values: Float64Array.from(singles), max, out: exact }, rounding);
  return { fast, exact };
}

/** Neighbours of every midpoint and grid point of the format at this max, and odd values. */
export function aroundThresholds({ gamma, top, unit }: LnsLayout, max: number): Float32Array {
  const stride = Math.max(1, Math.floor(top / 2000));
  const halfSteps = Array.from({ length: 2 * Math.floor(top / stride) + 4 }, (_, i) => (i - 2) * stride + (i % 2));
  const values = new Float32Array(7 * halfSteps.length + 20);
  const bits = new Int32Array(values.buffer);
  halfSteps.forEach((half, i) => {
    const near = Math.fround(max * gridPower(half - 2 * unit, 2 * gamma));
    for (let ulp = -3; ulp <= 3; ulp++) {
      const at = 7 * i + ulp + 3;
      values[at] = near;
      if (near > 2 ** -120 && near < 2 ** 120) bits[at] += ulp;
      if (at % 3 === 0) values[at] = -values[at];
    }
  });
  values.set([0, -0, NaN, Infinity, -Infinity, 1e-45, -1e-45, 3.4e38, -3.4e38, 2 ** -126, -(2 ** -126), max, -max], 7 * halfSteps.length);
  bits[values.length - 1] = -1;
  bits[values.length - 2] = 0x7f800001;
  return values;
}
