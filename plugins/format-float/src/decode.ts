import type { Codes, Reals } from "@lnsim/contracts";
import type { FloatLayout } from "./layout.ts";
import { powerOfTwo } from "./power-of-two.ts";

/** The step between neighbours for every exponent field: subnormals share the step of the smallest normals. */
export function fieldSteps({ exponentBits, fractionBits, smallestExponent }: FloatLayout): Float64Array {
  return Float64Array.from({ length: 2 ** exponentBits }, (_, field) => powerOfTwo(smallestExponent - fractionBits + Math.max(0, field - 1)));
}

/** Values of codes, exact in double precision. */
export function decode(layout: FloatLayout, steps: Float64Array, codes: Codes, out: Reals): void {
  const { fractionBits, exponentBits, bits } = layout;
  const hidden = 2 ** fractionBits;
  const fractionMask = hidden - 1;
  const special = 2 ** exponentBits - 1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const field = (code >>> fractionBits) & special;
    const fraction = code & fractionMask;
    const sign = (code >>> (bits - 1)) & 1;
    let magnitude = (field === 0 ? fraction : fraction + hidden) * steps[field];
    if (field === special) magnitude = fraction === 0 ? Infinity : NaN;
    out[i] = sign === 0 ? magnitude : -magnitude;
  }
}
